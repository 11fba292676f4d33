/** The rehearsal's own words. They are answers and no page's: in the language of whoever wrote. */
export interface RehearsalWords {
  readonly notice: string;
  readonly greeting: string;
  /** About what somebody wrote of. */
  readonly opening: readonly ((topic: string) => string)[];
  readonly asked: (topic: string) => string;
  readonly withCode: string;
  readonly steps: readonly ((topic: string) => string)[];
  readonly closing: readonly string[];
  readonly noTopic: string;
}

const en: RehearsalWords = {
  notice: '*Rehearsal: no language model is connected. These words are made up from yours.*',
  greeting: 'Tell me what you are working on, and I will answer the way a mentor would lay it out.',
  opening: [
    (topic) =>
      `Let us look at **${topic}**. A good way in is to go from what you know to what you do not:`,
    (topic) => `**${topic}** is worth taking apart. Three small steps:`,
    (topic) => `So this is about **${topic}**. Before going on, make it firm:`,
  ],
  asked: (topic) => `You ask about **${topic}**. Before I would tell you, try this:`,
  withCode: 'I see code in what you wrote. Say first what you expect it to do, line by line.',
  steps: [
    (topic) => `Say in one sentence of your own what ${topic} means.`,
    (topic) => `Find one example of ${topic} that you have met yourself.`,
    () => 'Change one thing about that example, and say what would come of it.',
    () => 'Write down the one question that is still open.',
    (topic) => `Explain ${topic} to somebody who has never heard of it.`,
  ],
  closing: [
    'Which of these would you begin with?',
    'What did you find?',
    'Where did it become difficult?',
  ],
  noTopic: 'your question',
};

const ru: RehearsalWords = {
  notice: '*Репетиция: языковая модель не подключена. Эти слова составлены из ваших.*',
  greeting: 'Расскажите, над чем вы работаете, и я отвечу так, как это разложил бы наставник.',
  opening: [
    (topic) => `Посмотрим на тему «**${topic}**». Удобно идти от известного к неизвестному:`,
    (topic) => `Тему «**${topic}**» стоит разобрать по частям. Три небольших шага:`,
    (topic) => `Итак, речь о теме «**${topic}**». Прежде чем идти дальше, закрепим её:`,
  ],
  asked: (topic) => `Вы спрашиваете: «**${topic}**». Прежде чем услышать ответ, попробуйте так:`,
  withCode: 'В вашем сообщении есть код. Сначала скажите, чего вы ждёте от каждой строки.',
  steps: [
    (topic) => `Скажите одной своей фразой, что значит «${topic}».`,
    (topic) => `Найдите один пример к теме «${topic}», который встречался вам самим.`,
    () => 'Измените в этом примере что-нибудь одно и скажите, что из этого выйдет.',
    () => 'Запишите один вопрос, который остался открытым.',
    (topic) => `Объясните тему «${topic}» тому, кто никогда о ней не слышал.`,
  ],
  closing: ['С чего вы начнёте?', 'Что у вас получилось?', 'На каком шаге стало трудно?'],
  noTopic: 'ваш вопрос',
};

export const rehearsalWords = { en, ru } as const;
