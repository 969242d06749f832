import { createServer } from 'node:http'
import { PGlite } from '@electric-sql/pglite'
import { Client } from 'pg'
import type { Statement } from '#bench/hub/sql.ts'

export type BareStart = { readonly data: string; readonly statements: readonly Statement[] }

type Run = (sql: string, values: unknown[]) => Promise<{ readonly rows: unknown[] }>

async function connect(data: string): Promise<Run> {
  if (!data.startsWith('postgres')) {
    const database = await PGlite.create(data)
    return (sql, values) => database.query(sql, values)
  }
  const client = new Client({ connectionString: data })
  await client.connect()
  return (sql, values) => client.query(sql, values)
}

// A process that does nothing but run the SQL of a page, encode it as JSON and serve it over HTTP: the baseline that a
// hub is measured against. `/alone` does the work, discards the result and reports how many milliseconds it took.
process.once('message', async ({ data, statements }: BareStart) => {
  const run = await connect(data)
  const work = async () => {
    let rows: unknown[] = []
    for (const { sql, values } of statements) rows = (await run(sql, [...values])).rows
    return JSON.stringify(rows)
  }
  const server = createServer(async (request, response) => {
    const started = performance.now()
    const text = await work()
    const answer = request.url === '/alone' ? String(performance.now() - started) : text
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(answer)
  })
  server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
})
