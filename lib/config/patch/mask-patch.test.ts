import { describe, expect, it } from 'vitest'
import { maskPatch } from '#lib/config/patch/mask-patch.ts'

const dots = '••••••••'

describe('maskPatch', () => {
  it.each([
    ['a path', undefined, 'spec.password', 'hunter2', dots],
    ['a variable', undefined, 'spec.env.?name=DB_PASSWORD.value', 'hunter2', dots],
    ['every variable of a name', undefined, 'spec.env.*?name=DB_PASSWORD.value', 'hunter2', dots],
    ['the data of a Secret', 'v1/Secret', 'data.user', 'YWRtaW4=', dots],
    ['data that may be of a Secret', undefined, 'data.entry', 'aHVudGVyMg8a', dots],
    ['data of a Secret as a whole', 'v1/Secret', 'data', { a: 'x' }, { a: dots }],
    ['a number of replicas', undefined, 'spec.replicas', 3, 3],
    ['a setting', 'v1/ConfigMap', 'data.LEVEL', 'debug', 'debug'],
    ['an image', undefined, 'spec.containers.?name=main.image', 'app:v1.2.3', 'app:v1.2.3'],
  ])('sets fields: %s', (_, resourceType, path, value, masked) => {
    const patch = {
      kind: 'set-fields',
      fields: [{ path, value }],
      ...(resourceType && { resourceType }),
    } as const

    expect(maskPatch(patch)).toEqual({ ...patch, fields: [{ path, value: masked }] })
  })

  it.each([
    ['hunter2x, eu-*', `${dots}, eu-*`],
    ['AKIAIOSFODNN7EXAMPLE', dots],
    ['moss-cub-traderx-prod-eu-0001, shop-*', 'moss-cub-traderx-prod-eu-0001, shop-*'],
  ])('masks secrets in what a case is for: %s', (matches, shown) => {
    const fieldFor = (text: string, value: string) => ({
      path: 'spec.token',
      cases: [{ when: { column: 'Slug', matches: text }, value }],
    })

    expect(maskPatch({ kind: 'set-fields', fields: [fieldFor(matches, 'hunter2x')] })).toEqual({
      kind: 'set-fields',
      fields: [fieldFor(shown, dots)],
    })
  })

  it('masks a value in the path, and where it is set again', () => {
    const fields = [
      { path: 'spec.token', value: 'hunter2x' },
      { path: 'spec.env.?value=hunter2x.name', value: 'A' },
      { path: 'spec.note', value: 'was hunter2x' },
    ]

    expect(maskPatch({ kind: 'set-fields', fields })).toEqual({
      kind: 'set-fields',
      fields: [
        { path: 'spec.token', value: dots },
        { path: `spec.env.?value=${dots}.name`, value: 'A' },
        { path: 'spec.note', value: `was ${dots}` },
      ],
    })
  })

  it('masks merges in their text', () => {
    const text = 'spec:\n  replicas: 3 # more\n  password: hunter2\n'
    expect(maskPatch({ kind: 'merge', text })).toMatchObject({
      text: `spec:\n  replicas: 3 # more\n  password: ${dots}\n`,
    })
    expect(
      maskPatch({ kind: 'merge', text: 'data:\n  user: abc\n', resourceType: 'v1/Secret' }),
    ).toMatchObject({
      text: `data:\n  user: ${dots}\n`,
    })
    expect(maskPatch({ kind: 'merge', text: 'data:\n  a: q7Zabc9d\n  LEVEL: info\n' })).toMatchObject({
      text: `data:\n  a: ${dots}\n  LEVEL: info\n`,
    })
    expect(maskPatch({ kind: 'merge', text: 'stringData: {a: b}\n' })).toMatchObject({
      text: `stringData: {a: ${dots}}\n`,
    })
    expect(JSON.stringify(maskPatch({ kind: 'merge', text: 'password: [hunter2x' }))).not.toContain('hunter2')
  })

  it('masks operations in their text', () => {
    const text = `[
  {"op": "test", "path": "/spec/password", "value": "hunter2"},
  {"op": "add", "path": "/spec/env/-", "value": {"name": "API_KEY", "value": "abc"}},
  {"op": "replace", "path": "/spec/replicas", "value": 3},
  {"op": "replace", "path": "/data/pin", "value": 1234},
  {"op": "copy", "from": "/data/a", "path": "/data/b"}
]`
    expect(maskPatch({ kind: 'json', text, resourceType: 'v1/Secret' })).toMatchObject({
      text: `[
  {"op": "test", "path": "/spec/password", "value": "${dots}"},
  {"op": "add", "path": "/spec/env/-", "value": {"name": "API_KEY", "value": "${dots}"}},
  {"op": "replace", "path": "/spec/replicas", "value": 3},
  {"op": "replace", "path": "/data/pin", "value": "${dots}"},
  {"op": "copy", "from": "/data/a", "path": "/data/b"}
]`,
    })
    const broken = maskPatch({
      kind: 'json',
      text: '[{"op": "add", "path": "/a", "value": {"password": "hunter2"}',
    })
    expect(JSON.stringify(broken)).not.toContain('hunter2')
  })

  it.each([
    [
      'a variable',
      [
        { name: 'env-var', value: 'DB_PASSWORD' },
        { name: 'env-value', value: 'hunter2' },
      ],
      ['DB_PASSWORD', dots],
    ],
    [
      'a harmless variable',
      [
        { name: 'env-var', value: 'LEVEL' },
        { name: 'env-value', value: 'debug' },
      ],
      ['LEVEL', 'debug'],
    ],
    ['a pair', [{ name: 'env-key-value', value: 'DB_PASSWORD=hunter2' }], [`DB_PASSWORD=${dots}`]],
    [
      'data of a Secret',
      [
        { name: 'resource-type', value: 'v1/Secret' },
        { name: 'path', value: 'data.a' },
        { name: 'attribute-value', value: 'eA==' },
      ],
      ['v1/Secret', 'data.a', dots],
    ],
    ['a number', [{ name: 'replicas', value: 3 }], [3]],
    ['an image', [{ name: 'container-image', value: 'nginx:1.27.1' }], ['nginx:1.27.1']],
  ])('masks arguments of functions: %s', (_, args, shown) => {
    const masked = maskPatch({ kind: 'function', name: 'set', arguments: args })

    expect(masked.kind === 'function' && masked.arguments.map(({ value }) => value)).toEqual(shown)
  })

  it('gives changed secrets different tags', () => {
    const of = (value: string) =>
      maskPatch(
        { kind: 'merge', text: `password: ${value}` },
        { fingerprint: (secret) => String(secret.length) },
      )

    expect(of('abc')).toMatchObject({ text: `password: ${dots}3` })
    expect(of('abcd')).toMatchObject({ text: `password: ${dots}4` })
  })
})
