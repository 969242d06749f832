import type { Comparison } from '#bench/measure.ts'
import { query, read, signIn } from '#bench/requests.ts'
import type { Servers } from '#bench/servers.ts'

const where = "Slug = 'trade-service' AND Space.Labels.Environment = 'prod'"
const idsPerRequest = 136
const inFlight = 4

/** Compares a preview of 500 units with the reads it cannot avoid: the units and their documents. */
export async function previewComparison(servers: Servers): Promise<Comparison> {
  const person = await signIn(servers)
  const preview = () =>
    read(`${servers.dashboard}/api/previews`, {
      method: 'POST',
      headers: { ...person, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        selection: { kind: 'query', where },
        patch: {
          kind: 'set-fields',
          fields: [{ path: 'spec.replicas', value: 7 }],
          resourceType: 'apps/v1/Deployment',
        },
      }),
    })
  await mustBeComplete(await preview())
  return {
    question: 'preview of 500 units against the sum of the reads it needs',
    ours: { name: 'POST /api/previews', run: async () => void (await preview()) },
    bare: { name: 'units and documents, straight from the hub', run: () => bareReads(servers, where) },
    rounds: 21,
  }
}

/** The units and their documents, straight from the hub: the reads that no preview can avoid. */
export async function bareReads(
  { hub, token: secret }: Pick<Servers, 'hub' | 'token'>,
  where: string,
): Promise<void> {
  const init = { headers: { Authorization: `Bearer ${secret}` } }
  const select = 'Slug,HeadRevisionNum,DataHash'
  const ids: string[] = []
  let token: string | null = null
  do {
    const page: Record<string, string | number> = {
      where,
      select,
      limit: 1000,
      ...(token === null ? {} : { continue: token }),
    }
    const answer: Response = await fetch(`${hub}/unit?${query(page)}`, init)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`GET /unit: ${answer.status} ${text.slice(0, 500)}`)
    ids.push(...unitIds(text))
    token = answer.headers.get('ConfigHub-Continue')
  } while (token !== null)
  if (ids.length < 490) throw new Error(`only ${ids.length} units to preview`)
  const chunks: string[][] = []
  for (let start = 0; start < ids.length; start += idsPerRequest) {
    chunks.push(ids.slice(start, start + idsPerRequest))
  }
  for (let start = 0; start < chunks.length; start += inFlight) {
    await Promise.all(
      chunks.slice(start, start + inFlight).map((chunk) => {
        const list = chunk.map((id) => `'${id}'`).join(',')
        return read(`${hub}/unit_data?${query({ where: `UnitID IN (${list})` })}`, init)
      }),
    )
  }
}

function unitIds(units: string): string[] {
  const ids = units.matchAll(/"UnitID":"([0-9a-f-]{36})"/g)
  return [...new Set([...ids].map((match) => match[1] ?? ''))]
}

/** A failed preview would look fast. */
async function mustBeComplete(lines: string): Promise<void> {
  const rows = lines.match(/"status":"(change|unchanged)"/g)?.length ?? 0
  if (rows < 490 || !lines.includes('"event":"done"')) {
    throw new Error(`the preview is not complete: ${rows} rows\n${lines.slice(-500)}`)
  }
}
