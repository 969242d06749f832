import { describe, expect, it } from 'vitest'
import { changesOf, runFunction } from '#hub/functions/testing/run-function.ts'

const first = `# first
apiVersion: v1
kind: ConfigMap
metadata: {name: a, namespace: x} # named
data:
  k: v
`
const second = `# second
apiVersion: v1
kind: ConfigMap
metadata: {name: a, namespace: z}
`
const third = `apiVersion: v1
kind: Service
metadata: {name: s}
spec: {}
`
const document = `${first}---\n${second}--- # service\n${third}`

const list = (body: string, name = 'x/a') =>
  JSON.stringify([{ ResourceType: 'v1/ConfigMap', ResourceName: name, ResourceBody: body }])

describe('get-resources', () => {
  it('returns each body with its own comments and nothing of its neighbours', () => {
    const ran = runFunction('get-resources', [], document)
    expect(typeof ran === 'string' ? ran : ran.outputs.ResourceList).toEqual([
      {
        ResourceName: 'x/a',
        ResourceNameWithoutScope: 'a',
        ResourceType: 'v1/ConfigMap',
        ResourceCategory: 'Resource',
        ResourceBody: first,
      },
      expect.objectContaining({ ResourceName: 'z/a', ResourceBody: second }),
      expect.objectContaining({ ResourceName: '/s', ResourceBody: `--- # service\n${third}` }),
    ])
  })

  it.each([
    ['none', undefined],
    ['json', '{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{}}'],
    ['native', `--- # service\n${third}`],
  ])('%s', (body, expected) => {
    const ran = runFunction('get-resources', [body], document, {
      WhereResource: "ConfigHub.ResourceType = 'v1/Service'",
    })
    expect(typeof ran === 'string' ? ran : ran.outputs.ResourceList).toEqual([
      expect.objectContaining({ ResourceName: '/s' }),
    ])
    expect(JSON.stringify(typeof ran === 'string' ? '' : ran.outputs)).toContain(
      JSON.stringify(expected ?? 'Resource'),
    )
  })

  it('of a type', () => {
    const ran = runFunction('get-resources-of-type', ['v1/ConfigMap'], document)
    expect(typeof ran === 'string' ? ran : ran.outputs.ResourceInfoList).toMatchObject([
      { ResourceName: 'x/a' },
      { ResourceName: 'z/a' },
    ])
  })
})

describe('delete-resource', () => {
  it.each([
    ['v1/ConfigMap', 'x/a', `---\n${second}--- # service\n${third}`],
    ['v1/ConfigMap', 'z/a', `${first}--- # service\n${third}`],
    ['v1/ConfigMap', 'a', `--- # service\n${third}`],
    ['v1/Service', 's', `${first}---\n${second}`],
    ['v1/Service', 'nobody', document],
  ])('%s %s removes its text and no other byte', (type, name, text) => {
    expect(runFunction('delete-resource', [type, name], document)).toMatchObject({ text })
  })

  it('leaves an empty document after the last one is removed', () => {
    expect(runFunction('delete-resource', ['v1/ConfigMap', 'a'], first)).toMatchObject({ text: '' })
  })
})

describe('upsert-resource', () => {
  const body = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: x}\ndata:\n  k: w\n'

  it('changes an existing resource and keeps its comments', () => {
    const ran = runFunction('upsert-resource', [list(body), 'v1/ConfigMap', 'x/a'], document)
    expect(ran).toMatchObject({ text: document.replace('k: v', 'k: w'), mutators: [0] })
  })

  it.each([
    ['a new one', document, document],
    ['the first one', '', ''],
    ['behind an open line', third.trimEnd(), third],
  ])('appends %s', (_what, text, head) => {
    const fresh = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: z} # new\n'
    const ran = runFunction('upsert-resource', [list(`---\n${fresh}`, 'z'), 'v1/ConfigMap', 'z'], text)
    expect(ran).toMatchObject({ text: `${head}${head === '' ? '' : '---\n'}${fresh}` })
    expect(changesOf(ran)).toHaveLength(1)
  })

  it.each([
    ['not JSON', ['{', 'v1/ConfigMap', 'a'], 'is not JSON'],
    ['no list', ['{}', 'v1/ConfigMap', 'a'], 'must be a list'],
    ['another resource', [list(body), 'v1/Secret', 'a'], 'no such resource'],
    ['a body of another name', [list(body, 'b'), 'v1/ConfigMap', 'b'], 'the body holds v1/ConfigMap x/a'],
    ['a body of two', [list(`${body}---\n${body}`), 'v1/ConfigMap', 'a'], 'must hold one'],
    ['a broken body', [list('a: ['), 'v1/ConfigMap', 'a'], 'does not parse'],
  ])('refuses %s', (_what, values, message) => {
    expect(runFunction('upsert-resource', values, document)).toContain(message)
  })

  it('touches nothing that WhereResource does not select', () => {
    const WhereResource = "ConfigHub.ResourceName = 'z/a'"
    const values = [list(body), 'v1/ConfigMap', 'x/a']
    expect(runFunction('upsert-resource', values, document, { WhereResource })).toMatchObject({
      text: document,
    })
  })
})
