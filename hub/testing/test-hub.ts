import { createHub } from '#hub/api/hub.ts'
import { fillOnce } from '#hub/fleet/fill.ts'
import { openStore } from '#hub/store/open.ts'
import type { Store } from '#hub/store/store.ts'
import { setTokens } from '#hub/store/tokens.ts'
import { parseExactJson } from '#lib/base/exact-json.ts'

type Answer = { readonly status: number; readonly headers: Headers; readonly json: unknown }
type Call = { body?: unknown; headers?: Record<string, string>; token?: string }

/** A hub in memory with an administrator and nothing else, for tests. */
export type TestHub = {
  readonly store: Store
  call(method: string, path: string, options?: Call): Promise<Answer>
  /** The same, for calls that must succeed. */
  must<T>(method: string, path: string, options?: Call): Promise<T>
}

const adminToken = 'the-administrator'

export async function testHub(quotas: Readonly<Record<string, number>> = {}): Promise<TestHub> {
  const store = await openStore('memory')
  await fillOnce(store.db, 'none', adminToken, () => undefined)
  await setTokens(store.db, adminToken)
  const faults: unknown[] = []
  const log = (entry: Readonly<Record<string, unknown>>) => {
    if (entry.level === 'error') faults.push(entry.stack)
  }
  const hub = createHub(store.db, { quotas, log })
  const call = async (method: string, path: string, { body, headers, token = adminToken }: Call = {}) => {
    const init = {
      method,
      headers: { Authorization: `Bearer ${token}`, 'User-Agent': 'test/1', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }
    const response = await hub.fetch(new Request(`http://hub/api${path}`, init))
    const text = await response.text()
    // A fault is never expected, so it is thrown where it happened.
    if (faults.length > 0) throw new Error(`${method} ${path} failed: ${faults.splice(0).join('\n')}`)
    const isJson = response.headers.get('Content-Type')?.startsWith('application/json')
    return { status: response.status, headers: response.headers, json: isJson ? parseExactJson(text) : text }
  }
  const must = async <T>(method: string, path: string, options?: Call): Promise<T> => {
    const { status, json } = await call(method, path, options)
    if (status !== 200) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`)
    return json as T
  }
  return { store, call, must }
}

export const deployment = (name: string, replicas: number) => `# kept
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${replicas} # kept too
  template:
    spec:
      containers:
        - name: main
          image: ghcr.io/example/${name}:v1
`

export type NewUnit = { readonly UnitID: string; readonly SpaceID: string; readonly path: string }

export async function addSpace(hub: TestHub, slug: string): Promise<string> {
  const space = await hub.must<{ SpaceID: string }>('POST', '/space', { body: { Slug: slug } })
  return space.SpaceID
}

export async function addUnit(hub: TestHub, SpaceID: string, slug: string, text: string): Promise<NewUnit> {
  const body = { Slug: slug, ToolchainType: 'Kubernetes/YAML' }
  const created = await hub.must<{ Unit: { UnitID: string } }>('POST', `/space/${SpaceID}/unit`, { body })
  const { UnitID } = created.Unit
  const path = `/space/${SpaceID}/unit/${UnitID}`
  await hub.must('PUT', `${path}/data`, { body: text })
  return { UnitID, SpaceID, path }
}
