import { Client } from 'pg'

/** One statement with its parameters as the server logged them: text, or NULL. */
export type Statement = { readonly sql: string; readonly values: readonly (string | null)[] }

/** Marks where a record of the server's log begins. */
export const logFlags = ['-c', 'log_line_prefix=@@ ', '-c', 'log_parameter_max_length=-1']

const attempts = 200

/** The SQL on units that the hub runs for one request, taken from PostgreSQL's own log. */
export async function sqlOf(
  database: string,
  log: () => string,
  request: () => Promise<unknown>,
): Promise<Statement[]> {
  const client = new Client({ connectionString: database })
  await client.connect()
  try {
    await logStatements(client, 'all')
    // Running sessions notice the new setting between two of their statements.
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const before = log().length
      await request()
      const statements = readStatements(log().slice(before)).filter(({ sql }) => sql.includes('"Unit"'))
      if (statements.length > 0) return statements
    }
    throw new Error('PostgreSQL did not log what the hub asked')
  } finally {
    await logStatements(client, 'none')
    await client.end()
  }
}

async function logStatements(client: Client, which: 'all' | 'none'): Promise<void> {
  await client.query(`alter system set log_statement = '${which}'`)
  await client.query('select pg_reload_conf()')
}

function readStatements(log: string): Statement[] {
  const statements: { sql: string; values: (string | null)[] }[] = []
  for (const record of log.split(/^@@ /m)) {
    // Further lines of a statement are logged with a tab in front.
    const text = record.trimEnd().replaceAll('\n\t', '\n')
    const sql = /^LOG: {2}execute [^:]+: ([\s\S]+)$/.exec(text)?.[1]
    const parameters = /^DETAIL: {2}Parameters: ([\s\S]+)$/.exec(text)?.[1]
    if (sql !== undefined) statements.push({ sql, values: [] })
    else if (parameters !== undefined) statements.at(-1)?.values.push(...readValues(parameters))
  }
  return statements
}

/** `$1 = 'a''b', $2 = NULL` */
function readValues(parameters: string): (string | null)[] {
  const each = parameters.matchAll(/\$\d+ = (?:NULL|'((?:[^']|'')*)')/g)
  return Array.from(each, (match) => (match[1] === undefined ? null : match[1].replaceAll("''", "'")))
}
