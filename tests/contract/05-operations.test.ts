import { describe, expect, inject, it } from 'vitest'
import { operationOf, operations } from '#tests/contract/facts.ts'
import { type Answer, call } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { documentedAsRefused, hubDocument } from '#tests/contract/served.ts'
import { EnvelopeShape } from '#tests/contract/shapes/answers.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const known = Object.keys(operations)
const paths = [...new Set(known.map((operation) => operation.split(' ')[1] ?? ''))]
const unknown = paths
  .flatMap((path) => methods.map((method) => `${method} ${path}`))
  .filter((operation) => operationOf(...parts(operation)) === undefined)

describe.each(inject('readingHubs'))('every operation on $database (contract 5)', (hub) => {
  it.each(known)('%s is served, or refused by its name', async (operation) => {
    const { answer, path } = await ask(hub, operation)

    expect(answer.status).not.toBe(500)
    if (answer.status === 404) expect(message(answer)).not.toContain('There is no operation')
    if (answer.status === 501) expect(message(answer)).toContain(`${operation.split(' ')[0]} ${path} is not`)
  })

  it('answers 501 to what docs/embedded-hub.md says, and to nothing else', async () => {
    const refused = await Promise.all(
      known.map(async (operation) => ((await ask(hub, operation)).answer.status === 501 ? [operation] : [])),
    )

    expect(refused.flat().sort()).toEqual(documentedAsRefused())
  })

  it.each([
    ...unknown,
    'GET /unit/nonsense',
    'GET /nonsense',
    'GET /space/{s}/nonsense',
    'GET /space/{s}/unit/{u}/nonsense',
    'GET /space/{s}/unit/{u}/extended',
    'POST /auth/exchange',
    'POST /link/move',
    'POST /space/{s}/release/publish',
    'POST /space/{s}/unit/{u}/approve',
    'POST /unit/apply',
  ])('%s is not an operation', async (operation) => {
    const { answer } = await ask(hub, operation)

    expect(answer.status).toBe(404)
    expect(message(answer)).toContain('There is no operation')
  })
})

describe.each(inject('readingHubs'))('dry_run on $database (contract 3)', (hub) => {
  const served = known.filter((operation) => !documentedAsRefused().includes(operation))
  const writes = served.filter((operation) => !operation.startsWith('GET ') && operation !== 'POST /diff')
  it.each(writes.filter((operation) => !rehearses(operation)))('is refused by %s', async (operation) => {
    const { answer } = await ask(hub, operation, { dry_run: 'true' })

    expect(answer.status).toBe(400)
    expect(message(answer)).toContain('takes no dry_run')
  })
})

const parameters = {
  'PATCH /unit': ['change_order', 'clearance', 'guards', 'prior_revisions'],
  'PUT /space/{s}/unit/{u}/data': ['clearance', 'guards'],
  'POST /function/invoke': ['change_order', 'clearance', 'guards'],
  'DELETE /unit': ['detach'],
  'DELETE /space/{space_id}': ['detach'],
  'DELETE /space/{space_id}/release/{release_id}': ['detach'],
  'PATCH /tag': ['with_backing_units', 'from_backing_units'],
}

describe.each(inject('readingHubs'))('parameters that are not served on $database (contract 5)', (hub) => {
  const cases = Object.entries(parameters).flatMap(([operation, names]) =>
    names.map((name) => ({ operation, name })),
  )
  it.each(cases)('$operation with $name is refused by its name', async ({ operation, name }) => {
    const { answer } = await ask(hub, operation, { [name]: 'true' })

    expect(answer.status).toBe(501)
    expect(message(answer)).toContain(name)
  })
})

describe('docs/embedded-hub.md', () => {
  it('names the parameters that are refused', () => {
    const [, rows = ''] = /Parts of operations that are served:\n([^#]*)/.exec(hubDocument) ?? []

    expect(
      Object.values(parameters)
        .flat()
        .filter((name) => !rows.includes(`\`${name}\``)),
    ).toEqual([])
  })
})

function rehearses(operation: string): boolean {
  return operations[operation]?.query?.split(' ').includes('dry_run') === true
}

function parts(operation: string): [string, string] {
  const [method = '', path = ''] = operation.split(' ')
  return [method, path.replaceAll(/\{\w+\}/g, 'x')]
}

/** Calls an operation without effect: with ids that nobody has, an empty selection, and as a dry run. */
async function ask(
  hub: HubAddress,
  operation: string,
  more: Readonly<Record<string, string>> = {},
): Promise<{ answer: Answer; path: string }> {
  const [method = '', pattern = ''] = operation.split(' ')
  const path = pattern.replaceAll(/\{\w+\}/g, '0f4e7a52-1111-4222-8333-944455566677')
  const query = {
    ...(method === 'GET' ? { limit: 1 } : { where: "Slug = 'nobody-has-this'" }),
    ...(rehearses(operation) ? { dry_run: true } : {}),
    ...more,
  }
  return { answer: await call(hub, method, path, { query, ...(method === 'GET' ? {} : { body: {} }) }), path }
}

function message(answer: Answer): string {
  return EnvelopeShape.parse(answer.json).Message
}
