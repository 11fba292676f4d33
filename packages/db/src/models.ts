import { ApiTokenModel } from './identity/models/api-token.ts';
import { AuditChainModel } from './identity/models/audit-chain.ts';
import { AuditLogModel } from './identity/models/audit-log.ts';
import { AuthRefreshTokenModel } from './identity/models/auth-refresh-token.ts';
import { FileModel } from './identity/models/file.ts';
import { OneTimeLinkModel } from './identity/models/one-time-link.ts';
import { ProviderAccountModel } from './identity/models/provider-account.ts';
import { RecoveryCodeModel } from './identity/models/recovery-code.ts';
import { RemovedFileModel } from './identity/models/removed-file.ts';
import { SecondFactorModel } from './identity/models/second-factor.ts';
import { SessionModel } from './identity/models/session.ts';
import { SignInFailureModel } from './identity/models/sign-in-failure.ts';
import { UserModel } from './identity/models/user.ts';
import { UserRoleModel } from './identity/models/user-role.ts';
import { UserSettingModel } from './identity/models/user-setting.ts';
import type { ModelDescription } from './kernel/model-columns.ts';
import { ModelConnectionModel } from './kernel/models/model-connection.ts';
import { HistoryLog } from './miniatures/models/history-log.ts';
import { MiniatureTypeModel } from './miniatures/models/miniature-type.ts';
import { StageCount } from './miniatures/models/stage-count.ts';
import { BarrierArrivalModel } from './orchestra/models/barrier-arrival.ts';
import { EnvironmentModel } from './orchestra/models/environment.ts';
import { LetterModel } from './orchestra/models/letter.ts';
import { ProcessModel } from './orchestra/models/process.ts';
import { ProcessVersionModel } from './orchestra/models/process-version.ts';
import { RunLimitModel } from './orchestra/models/run-limit.ts';
import { ScenarioStepModel } from './orchestra/models/scenario-step.ts';
import { ScenarioSuiteModel } from './orchestra/models/scenario-suite.ts';
import { ScheduleModel } from './orchestra/models/schedule.ts';
import { StepResultModel } from './orchestra/models/step-result.ts';
import { SuiteRunModel } from './orchestra/models/suite-run.ts';
import { TestDataSetModel } from './orchestra/models/test-data-set.ts';
import { TestRunModel } from './orchestra/models/test-run.ts';
import { TestScenarioModel } from './orchestra/models/test-scenario.ts';
import { WorkerModel } from './orchestra/models/worker.ts';
import { AssetModel } from './runs/models/asset.ts';
import { AssetReservationModel } from './runs/models/asset-reservation.ts';
import { FailReasonModel } from './runs/models/fail-reason.ts';
import { RunsProjectModel } from './runs/models/project.ts';
import { RunModel } from './runs/models/run.ts';
import { RunItemModel } from './runs/models/run-item.ts';
import { RunMatrixModel } from './runs/models/run-matrix.ts';
import { RunResultModel } from './runs/models/run-result.ts';
import { RunSealModel } from './runs/models/run-seal.ts';
import { RunShareLinkModel } from './runs/models/run-share-link.ts';
import { RunSignatureModel } from './runs/models/run-signature.ts';
import { RunTemplateModel } from './runs/models/run-template.ts';
import { RunTemplateItemModel } from './runs/models/run-template-item.ts';
import { SearchEntryModel } from './runs/models/search-entry.ts';
import { SharedStepModel } from './runs/models/shared-step.ts';
import { SharedStepVersionModel } from './runs/models/shared-step-version.ts';
import { TagModel } from './runs/models/tag.ts';
import { TestSuiteModel } from './runs/models/test-suite.ts';
import { TestcaseModel } from './runs/models/testcase.ts';
import { TestcaseTagModel } from './runs/models/testcase-tag.ts';
import { TestcaseVersionModel } from './runs/models/testcase-version.ts';
import { ChatMessageModel } from './tracks/models/chat-message.ts';
import { ChatTemplateModel } from './tracks/models/chat-template.ts';
import { ChatThreadModel } from './tracks/models/chat-thread.ts';
import { LearnerModel } from './tracks/models/learner.ts';
import { RoadmapItemModel } from './tracks/models/roadmap-item.ts';
import { SynopsisModel } from './tracks/models/synopsis.ts';
import { SynopsisVersionModel } from './tracks/models/synopsis-version.ts';
import { TrackModel } from './tracks/models/track.ts';
import { TrackProgressModel } from './tracks/models/track-progress.ts';
import { TrackSessionModel } from './tracks/models/track-session.ts';

/** Every model of every area, for the comparison with the database. */
export const models: readonly ModelDescription[] = [
  MiniatureTypeModel,
  StageCount,
  HistoryLog,
  ApiTokenModel,
  AuditChainModel,
  AuditLogModel,
  AuthRefreshTokenModel,
  FileModel,
  OneTimeLinkModel,
  ProviderAccountModel,
  RecoveryCodeModel,
  SecondFactorModel,
  RemovedFileModel,
  SessionModel,
  SignInFailureModel,
  UserRoleModel,
  UserSettingModel,
  UserModel,
  ModelConnectionModel,
  RunsProjectModel,
  TestSuiteModel,
  TestcaseModel,
  TestcaseVersionModel,
  TagModel,
  TestcaseTagModel,
  SearchEntryModel,
  SharedStepModel,
  SharedStepVersionModel,
  AssetModel,
  AssetReservationModel,
  RunTemplateModel,
  RunTemplateItemModel,
  RunMatrixModel,
  RunModel,
  RunItemModel,
  RunResultModel,
  RunSealModel,
  RunShareLinkModel,
  RunSignatureModel,
  FailReasonModel,
  BarrierArrivalModel,
  EnvironmentModel,
  LetterModel,
  ProcessModel,
  ProcessVersionModel,
  RunLimitModel,
  ScenarioStepModel,
  ScenarioSuiteModel,
  ScheduleModel,
  StepResultModel,
  SuiteRunModel,
  TestDataSetModel,
  TestRunModel,
  TestScenarioModel,
  WorkerModel,
  LearnerModel,
  TrackModel,
  RoadmapItemModel,
  TrackProgressModel,
  ChatTemplateModel,
  TrackSessionModel,
  ChatThreadModel,
  ChatMessageModel,
  SynopsisModel,
  SynopsisVersionModel,
];
