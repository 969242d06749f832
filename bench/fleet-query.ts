import { Client } from 'pg'
import type { Comparison } from './measure.ts'
import { query, read } from './requests.ts'
import type { Servers } from './servers.ts'

type Question = {
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
  readonly sql: string
  readonly values: readonly unknown[]
}

const questions: readonly Question[] = [
  {
    name: 'one service in production, by slug and space label',
    parameters: { where: "Slug = 'trade-service' AND Space.Labels.Environment = 'prod'" },
    sql: `select u.* from "Unit" u join "Space" s on s."SpaceID" = u."SpaceID"
      where u."Slug" = $1 and s."Labels" ->> 'Environment' = $2 order by u."UnitID" limit 1000`,
    values: ['trade-service', 'prod'],
  },
  {
    name: 'units behind their upstream',
    parameters: {
      where:
        'UpstreamRevisionNum < UpstreamUnit.HeadRevisionNum AND HeadRevisionNum > LastReleasedRevisionNum',
    },
    sql: `select u.* from "Unit" u left join "Unit" b on b."UnitID" = u."UpstreamUnitID"
      where u."UpstreamRevisionNum" < b."HeadRevisionNum"
        and u."HeadRevisionNum" > u."LastReleasedRevisionNum" order by u."UnitID" limit 1000`,
    values: [],
  },
  {
    name: 'a value inside the documents',
    parameters: {
      where: "Slug = 'trade-service'",
      where_data: 'spec.replicas > 3',
      resource_type: 'apps/v1/Deployment',
    },
    sql: `select u.* from "Unit" u where u."Slug" = $1 and exists (
        select 1 from "Resource" r where r."DataHash" = u."DataHash" and r."ResourceType" = $2
          and jsonb_typeof(r."Data" #> '{spec,replicas}') = 'number'
          and (r."Data" #>> '{spec,replicas}')::numeric > $3)
      order by u."UnitID" limit 1000`,
    values: ['trade-service', 'apps/v1/Deployment', 3],
  },
]

/** What HTTP, language, rights and JSON add to the question itself, over the whole fleet. */
export async function queryComparisons(
  servers: Servers,
): Promise<{ comparisons: Comparison[]; close: () => Promise<void> }> {
  const client = new Client({ connectionString: servers.database })
  await client.connect()
  const headers = { Authorization: `Bearer ${servers.token}` }
  const comparisons: Comparison[] = []
  for (const { name, parameters, sql, values } of questions) {
    const url = `${servers.hub}/unit?${query({ ...parameters, limit: 1000 })}`
    const direct = async () => (await client.query(sql, [...values])).rows.length
    await mustAgree(name, JSON.parse(await read(url, { headers })), await direct())
    comparisons.push({
      question: `hub against bare SQL, 50,000 units: ${name}`,
      ours: { name: 'GET /unit', run: async () => void (await read(url, { headers })) },
      bare: { name: 'the same SQL on the database', run: async () => void (await direct()) },
      rounds: 41,
    })
  }
  return { comparisons, close: () => client.end() }
}

/** Two different answers cannot be compared. */
async function mustAgree(name: string, answer: unknown, rows: number): Promise<void> {
  const units = Array.isArray(answer) ? answer.length : -1
  if (units !== rows) throw new Error(`${name}: the hub finds ${units} units, the SQL ${rows}`)
}
