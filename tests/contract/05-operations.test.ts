import { readFileSync } from 'node:fs'
import { describe, expect, inject, it } from 'vitest'
import { type Answer, call } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { operations } from '#tests/contract/operations.ts'
import { EnvelopeShape } from '#tests/contract/shapes.ts'

/** What the hub admits not to have. docs/embedded-hub.md says the same. */
const notImplemented = [
  'GET /bridge_worker',
  'GET /change_order',
  'GET /change_workflow',
  'GET /component',
  'GET /group',
  'GET /oauth_client',
  'GET /upload',
  'GET /user/{id}/key',
  'POST /auth/browser-session',
  'POST /auth/exchange',
  'POST /auth/switch-organization',
  'POST /demote',
  'POST /link/move',
  'POST /me/browser-session',
  'POST /promote',
  'POST /space/{s}/unit/{u}/apply',
  'POST /space/{s}/unit/{u}/approve',
  'POST /space/{s}/unit/{u}/predicates',
  'POST /unit/apply',
  'POST /unit/approve',
  'POST /unit/destroy',
]

const documented = new URL('../../docs/embedded-hub.md', import.meta.url)

describe.each(inject('readingHubs'))('every operation on $database (contract 5)', (hub) => {
  it.each(operations)('%s is served, or refused by its name', async (operation) => {
    const { answer, path } = await ask(hub, operation)

    expect(answer.status).not.toBe(500)
    if (answer.status === 404) expect(message(answer)).not.toContain('There is no operation')
    if (answer.status === 501) expect(message(answer)).toContain(`${operation.split(' ')[0]} ${path} is not`)
  })

  it('answers 501 to exactly these', async () => {
    const refused = await Promise.all(
      operations.map(async (operation) =>
        (await ask(hub, operation)).answer.status === 501 ? [operation] : [],
      ),
    )

    expect(refused.flat().sort()).toEqual(notImplemented)
  })

  it.each([
    'GET /unit/nonsense',
    'GET /nonsense',
    'PUT /unit',
    'POST /unit_data',
    'DELETE /function',
    'GET /function/invoke',
    'GET /space/{s}/nonsense',
    'GET /space/{s}/unit/{u}/nonsense',
    'GET /space/{s}/unit/{u}/extended',
    'PUT /filter',
    'POST /space/{s}/filter/{id}',
    'DELETE /me',
  ])('%s is no operation', async (operation) => {
    const { answer } = await ask(hub, operation)

    expect(answer.status).toBe(404)
    expect(message(answer)).toContain('There is no operation')
  })
})

const parameters = {
  'PATCH /unit': ['change_order', 'clearance', 'guards', 'prior_revisions'],
  'PUT /space/{s}/unit/{u}/data': ['clearance', 'guards'],
  'POST /function/invoke': ['change_order', 'clearance', 'guards'],
  'DELETE /unit': ['detach'],
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
    const text = readFileSync(documented, 'utf8')
    const [, rows = ''] = /Parts of operations that are served:\n([^#]*)/.exec(text) ?? []

    expect(
      Object.values(parameters)
        .flat()
        .filter((name) => !rows.includes(`\`${name}\``)),
    ).toEqual([])
  })

  it('lists what answers 501, and nothing else', () => {
    const [, block] =
      /## What answers 501\n[^#]*?```\n([^`]*)```/.exec(readFileSync(documented, 'utf8')) ?? []

    expect(block?.trim().split('\n').sort()).toEqual(notImplemented)
  })
})

/** Calls an operation so that nothing happens: ids nobody has, bulk operations on nothing, and as a dry run. */
async function ask(
  hub: HubAddress,
  operation: string,
  more: Readonly<Record<string, string>> = {},
): Promise<{ answer: Answer; path: string }> {
  const [method = '', pattern = ''] = operation.split(' ')
  const path = pattern.replaceAll(/\{\w+\}/g, '0f4e7a52-1111-4222-8333-944455566677')
  const query = {
    ...(method === 'GET' ? { limit: 1 } : { where: "Slug = 'nobody-has-this'", dry_run: true }),
    ...more,
  }
  return { answer: await call(hub, method, path, { query, ...(method === 'GET' ? {} : { body: {} }) }), path }
}

function message(answer: Answer): string {
  return EnvelopeShape.parse(answer.json).Message
}
