import { Client } from 'pg'
import { sqlOf } from '#bench/hub/sql.ts'
import type { Comparison } from '#bench/measure.ts'
import { query, read } from '#bench/requests.ts'
import type { Servers } from '#bench/servers.ts'

const questions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'one service in production': { where: "Slug = 'trade-service' AND Space.Labels.Environment = 'prod'" },
  'a page of unreleased clones that are level with their upstream': {
    where: 'HeadRevisionNum > LastReleasedRevisionNum AND UpstreamRevisionNum = UpstreamUnit.HeadRevisionNum',
  },
  'newest changes of one region': {
    where: "Space.Labels.Region = 'jp-tyo' AND HeadRevisionNum > LastReleasedRevisionNum",
    order_by: 'DESC:UpdatedAt',
  },
  'a value inside the documents': {
    where: "Slug = 'trade-service'",
    where_data: 'spec.replicas > 3',
    resource_type: 'apps/v1/Deployment',
  },
}

type Queries = { readonly comparisons: Comparison[]; readonly close: () => Promise<void> }

/** What HTTP, permissions, parsing and JSON add to the SQL itself, over the whole fleet. */
export async function queryComparisons(
  servers: Pick<Servers, 'hub' | 'token' | 'database' | 'databaseLog'>,
): Promise<Queries> {
  const client = new Client({ connectionString: servers.database })
  await client.connect()
  const headers = { Authorization: `Bearer ${servers.token}` }
  const comparisons: Comparison[] = []
  for (const [name, parameters] of Object.entries(questions)) {
    const url = `${servers.hub}/unit?${query({ ...parameters, limit: 1000 })}`
    const statements = await sqlOf(servers.database, servers.databaseLog, () => read(url, { headers }))
    const direct = async () => {
      const results = []
      for (const { sql, values } of statements) results.push(await client.query(sql, [...values]))
      return results.map((result) => result.rows.length)
    }
    mustAgree(name, JSON.parse(await read(url, { headers })), await direct())
    comparisons.push({
      question: `hub against the same SQL, 50,000 units: ${name}`,
      ours: { name: 'GET /unit', run: async () => void (await read(url, { headers })) },
      bare: {
        name: `its SQL (${statements.length}) straight on the database`,
        run: async () => void (await direct()),
      },
      rounds: 41,
    })
  }
  return { comparisons, close: () => client.end() }
}

/**
 * The SQL must find the same rows as the hub, and both must find some. A page reads one row more to learn whether
 * another follows.
 */
function mustAgree(name: string, answer: unknown, rows: readonly number[]): void {
  const units = Array.isArray(answer) ? answer.length : 0
  if (units > 0 && rows.some((count) => count === units || count === units + 1)) return
  throw new Error(`${name}: the hub finds ${units} units, its SQL ${rows.join(', ')} rows`)
}
