/** `NAME = function` of a column that holds the oid of a function; NULL where it holds none. */
const part = (word: string, column: string, type = 'regproc'): string =>
  `'${word} = ' || nullif(${column}::oid, 0)::${type}`;

const modify = (word: string, column: string): string => `CASE
  WHEN ${column} <> CASE g.aggkind WHEN 'n' THEN 'r' ELSE 'w' END THEN '${word} = ' || CASE ${column}
    WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END`;

/** An operator by its oid, as it is named within other statements. */
const operatorName = (
  operator: string,
): string => `(SELECT format('OPERATOR(%I.%s)', sn.nspname, so.oprname)
  FROM pg_operator so JOIN pg_namespace sn ON sn.oid = so.oprnamespace WHERE so.oid = ${operator})`;

/** Of rows `g` of pg_aggregate and `p` of pg_proc in the schema `n`: the statement that makes it. */
export const aggregateDefinition = `format('CREATE AGGREGATE %I.%I(%s) (%s)', n.nspname, p.proname,
  coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*'), concat_ws(', ',
    'SFUNC = ' || g.aggtransfn, 'STYPE = ' || g.aggtranstype::regtype,
    'SSPACE = ' || nullif(g.aggtransspace, 0), ${part('FINALFUNC', 'g.aggfinalfn')},
    CASE WHEN g.aggfinalextra THEN 'FINALFUNC_EXTRA' END, ${modify('FINALFUNC_MODIFY', 'g.aggfinalmodify')},
    ${part('COMBINEFUNC', 'g.aggcombinefn')}, ${part('SERIALFUNC', 'g.aggserialfn')},
    ${part('DESERIALFUNC', 'g.aggdeserialfn')}, 'INITCOND = ' || quote_literal(g.agginitval),
    ${part('MSFUNC', 'g.aggmtransfn')}, ${part('MINVFUNC', 'g.aggminvtransfn')},
    ${part('MSTYPE', 'g.aggmtranstype', 'regtype')}, 'MSSPACE = ' || nullif(g.aggmtransspace, 0),
    ${part('MFINALFUNC', 'g.aggmfinalfn')}, CASE WHEN g.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
    CASE WHEN g.aggmtransfn <> 0 THEN ${modify('MFINALFUNC_MODIFY', 'g.aggmfinalmodify')} END,
    'MINITCOND = ' || quote_literal(g.aggminitval), 'SORTOP = ' || ${operatorName('g.aggsortop')},
    CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
    CASE WHEN g.aggkind = 'h' THEN 'HYPOTHETICAL' END))`;

/** Of a row `o` of pg_operator in the schema `n`: the statement that makes it. */
export const operatorDefinition = `format('CREATE OPERATOR %I.%s (%s)', n.nspname, o.oprname, concat_ws(', ',
  'FUNCTION = ' || o.oprcode, ${part('LEFTARG', 'o.oprleft', 'regtype')},
  ${part('RIGHTARG', 'o.oprright', 'regtype')}, 'COMMUTATOR = ' || ${operatorName('o.oprcom')},
  'NEGATOR = ' || ${operatorName('o.oprnegate')}, ${part('RESTRICT', 'o.oprrest')},
  ${part('JOIN', 'o.oprjoin')}, CASE WHEN o.oprcanhash THEN 'HASHES' END,
  CASE WHEN o.oprcanmerge THEN 'MERGES' END))`;
