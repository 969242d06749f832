import { PGlite } from '@electric-sql/pglite'
import { Client } from 'pg'
import { type Hub, receiver } from '#bench/hub-loads.ts'
import type { Statement } from '#bench/hub-sql.ts'
import { measure } from '#bench/measure.ts'

export type Bare = {
  /** Runs the statements and encodes what they give as JSON. */
  readonly run: (statements: readonly Statement[]) => Promise<number>
  readonly close: () => Promise<void>
}

export async function barePostgres(url: string): Promise<Bare> {
  const client = new Client({ connectionString: url })
  await client.connect()
  return {
    close: () => client.end(),
    run: async (statements) => {
      let rows: unknown[] = []
      for (const { sql, values } of statements) rows = (await client.query(sql, [...values])).rows
      return JSON.stringify(rows).length
    },
  }
}

/** On a copy of the data: a directory has one user. */
export async function barePGlite(directory: string): Promise<Bare> {
  const database = await PGlite.create(directory)
  return {
    close: () => database.close(),
    run: async (statements) => {
      let rows: unknown[] = []
      for (const { sql, values } of statements) rows = (await database.query(sql, [...values])).rows
      return JSON.stringify(rows).length
    },
  }
}

export const page = { limit: 1000, order_by: 'Slug' }

/** The hub's speed for a page of 1,000 units, in per cent of the same SQL and JSON encoding alone, side by side. */
export async function pageSpeed(hub: Hub, bare: Bare, statements: readonly Statement[]) {
  const ours = receiver(hub, '/unit', page)
  const measured = await measure({
    question: 'page of 1,000 units',
    ours: { name: 'GET /unit', run: async () => void (await ours()) },
    bare: { name: 'its SQL and JSON.stringify', run: async () => void (await bare.run(statements)) },
    rounds: 31,
  })
  return { percent: 100 / measured.ratio, oursMs: measured.oursMs, bareMs: measured.bareMs }
}
