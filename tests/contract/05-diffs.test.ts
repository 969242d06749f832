import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { newGround } from '#tests/contract/residents.ts'
import { ResponseErrorShape } from '#tests/contract/shapes/answers.ts'
import { DiffResultShape, UnitDiffShape } from '#tests/contract/shapes/diff.ts'
import { putDocument, written } from '#tests/contract/units.ts'

const first = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  annotations:
    example.com/owner: team-a
spec:
  replicas: 2
  template:
    spec:
      containers:
        - name: main
          image: ghcr.io/example/web:v1
        - name: proxy
          image: ghcr.io/example/proxy:v1
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  namespace: shop
data:
  app.conf: |
    one
    two
    three
`

const second = first
  .replace('replicas: 2', 'replicas: 3')
  .replace('example.com/owner: team-a', 'example.com/owner: team-b')
  .replace(/ {8}- name: main\n.*\n/, '')
  .replace(
    '          image: ghcr.io/example/proxy:v1\n',
    '          image: ghcr.io/example/proxy:v2\n        - name: main\n          image: ghcr.io/example/web:v1\n          args: [serve]\n',
  )
  .replace('    two\n', '    2\n')

/** One item of `GET /unit_diff`: the diff, or why there is none. */
const ItemShape = z.union([UnitDiffShape, z.strictObject({ Error: ResponseErrorShape })])

type Change = { readonly Path: string; readonly ChangeType: string }

/** A Unit whose revisions 2 and 3 hold the two documents. */
async function unitOf(hub: HubAddress, slug: string, texts: readonly string[] = [first, second]) {
  const { SpaceID, units } = await newGround(hub, `${slug}-${hub.database.toLowerCase()}`)
  const UnitID = units[0] ?? ''
  const path = `/space/${SpaceID}/unit/${UnitID}`
  for (const text of texts) written(await putDocument(hub, { path }, text))
  return { SpaceID, UnitID, path, units }
}

async function diffOf(hub: HubAddress, path: string, query: Record<string, string | number> = {}) {
  const answer = await get(hub, `${path}/diff`, query)
  if (answer.status !== 200) throw new Error(`${path}/diff: ${answer.status} ${answer.text}`)
  return UnitDiffShape.parse(answer.json)
}

async function between(hub: HubAddress, from: string, to: string, toolchain = 'Kubernetes/YAML') {
  const side = (Data: string) => ({ Data, ToolchainType: toolchain })
  const answer = await call(hub, 'POST', '/diff', { body: { From: side(from), To: side(to) } })
  if (answer.status !== 200) throw new Error(`/diff: ${answer.status} ${answer.text}`)
  return DiffResultShape.parse(answer.json).Diff.Resources ?? []
}

describe.each(inject('writingHubs'))('diff of a Unit on $database (contract 5.2)', (hub) => {
  it('lists each changed path with both values, and its place on each side', async () => {
    const { SpaceID, UnitID, path } = await unitOf(hub, 'diff-paths')

    const answer = await diffOf(hub, path)

    expect(answer).toMatchObject({ SpaceID, UnitID, FromRevisionNum: 2, ToRevisionNum: 3 })
    const [deployment, configMap, ...others] = answer.Diff.Resources ?? []
    expect(others).toEqual([])
    expect(deployment).toMatchObject({
      Resource: { ResourceType: 'apps/v1/Deployment', ResourceName: 'shop/web' },
      ChangeType: 'Update',
    })
    const image = 'spec.template.spec.containers.?name=proxy.image'
    const found = (change: Change) => deployment?.Changes?.find(({ Path }) => Path === change.Path)
    const replicas = { Path: 'spec.replicas', ChangeType: 'Update', FromValue: '2', ToValue: '3' }
    expect(found(replicas)).toMatchObject(replicas)
    const owner = { Path: 'metadata.annotations.example~1com/owner', ChangeType: 'Update' }
    expect(found(owner)).toMatchObject({ ...owner, DisplayPath: owner.Path, ToValue: 'team-b' })
    expect(found({ Path: image, ChangeType: '' })?.Segments.slice(-2)).toEqual([
      { MergeKeys: [{ Key: 'name', Value: 'proxy' }], FromIndex: 1, ToIndex: 0 },
      { Field: 'image', FromIndex: -1, ToIndex: -1 },
    ])
    const args = { Path: 'spec.template.spec.containers.?name=main.args', ChangeType: 'Add' }
    expect(found(args)).toMatchObject({ ...args, ToValue: '- serve' })
    expect(configMap?.Changes).toMatchObject([
      { Path: 'data.app~1conf', Patch: '@@ -1,4 +1,4 @@\n one\n-two\n+2\n three\n \n' },
    ])
  })

  it('accepts revision references, also in reverse order', async () => {
    const { path } = await unitOf(hub, 'diff-references')

    const back = await diffOf(hub, path, { from: 'HeadRevisionNum', to: 'Before:HeadRevisionNum' })
    const same = await diffOf(hub, path, { from: 'HeadRevisionNum' })
    const fromNothing = await diffOf(hub, path, { from: 1, to: 2 })

    expect(back).toMatchObject({ FromRevisionNum: 3, ToRevisionNum: 2 })
    const changes = back.Diff.Resources?.flatMap(({ Changes }) => Changes ?? [])
    expect(changes).toContainEqual(expect.objectContaining({ FromValue: '3', ToValue: '2' }))
    expect(same.Diff).toEqual({ Resources: [] })
    expect(fromNothing.Diff.Resources?.map(({ ChangeType }) => ChangeType)).toEqual(['Add', 'Add'])
    expect(fromNothing.Diff.Resources?.[0]?.ToValue).toContain('replicas: 2')
  })

  it('lists on request what is unchanged, and selects resources', async () => {
    const { path } = await unitOf(hub, 'diff-unchanged', [first, first.replace('replicas: 2', 'replicas: 5')])
    const kinds = async (query: Record<string, string>) =>
      (await diffOf(hub, path, query)).Diff.Resources?.map(
        ({ Resource, ChangeType }) => `${Resource.ResourceType} ${ChangeType}`,
      )

    expect(await kinds({})).toEqual(['apps/v1/Deployment Update'])
    expect(await kinds({ include: 'Unchanged' })).toEqual(['apps/v1/Deployment Update', 'v1/ConfigMap None'])
    const where = "ConfigHub.ResourceType = 'v1/ConfigMap'"
    expect(await kinds({ include: 'Unchanged', where_resource: where })).toEqual(['v1/ConfigMap None'])
    expect(await kinds({ where_resource: where })).toEqual([])
  })

  it('attributes each value to the mutation that set it', async () => {
    const third = second.replace('proxy:v2', 'proxy:v3')
    const { path } = await unitOf(hub, 'diff-attribution', [first, second, third])

    const { Diff } = await diffOf(hub, path, { from: 2, to: 4, include: 'Attribution' })

    const changes = Diff.Resources?.flatMap(({ Changes }) => Changes ?? []) ?? []
    const set = Object.fromEntries(changes.map(({ Path, Attribution }) => [Path, Attribution?.Index]))
    const revisions = await get(hub, `${path}/mutation`, { where: 'MutationNum > 0' })
    const numbered = z
      .array(z.object({ Mutation: z.object({ MutationNum: z.int(), RevisionNum: z.int() }) }))
      .parse(revisions.json)
    const of = (revision: number) =>
      numbered.find(({ Mutation }) => Mutation.RevisionNum === revision)?.Mutation.MutationNum
    expect(set['spec.replicas']).toBe(of(3))
    expect(set['spec.template.spec.containers.?name=proxy.image']).toBe(of(4))
  })

  it.each([
    [{ from: 'yesterday' }, 400],
    [{ to: 99 }, 404],
    [{ from: 'LastReleasedRevisionNum' }, 404],
    [{ include: 'SpaceID' }, 400],
    [{ where_resource: 'spec.replicas >' }, 400],
  ])('refuses %j with %i', async (query, status) => {
    const { path } = await unitOf(
      hub,
      `diff-refused-${status}-${Object.keys(query)}-${Object.values(query)[0]}`.replaceAll(
        /[^a-z0-9-]+/gi,
        '-',
      ),
    )

    expect((await get(hub, `${path}/diff`, query)).status).toBe(status)
    // A request that is wrong for every Unit is refused as a whole.
    if (status === 400) expect((await get(hub, '/unit_diff', { limit: 1, ...query })).status).toBe(400)
  })

  it.each([
    ['2', 'Before:HeadRevisionNum', 0],
    ['Before:HeadRevisionNum', 'HeadRevisionNum', 2],
    ['HeadRevisionNum', '1', 2],
    ['1', 'Tag', 2],
    ['Before:Tag', 'HeadRevisionNum', 2],
  ])('returns the same for a Unit alone and among many: %s to %s', async (from, to, count) => {
    const slug = `diff-same-${from}-${to}`.replaceAll(':', '-')
    const { SpaceID, UnitID, path } = await unitOf(hub, slug)
    const tag = await call(hub, 'POST', `/space/${SpaceID}/tag`, { body: { Slug: 'v1' } })
    const { TagID } = z.looseObject({ TagID: z.uuid() }).parse(tag.json)
    const where = `UnitID = '${UnitID}'`
    await call(hub, 'POST', '/unit/tag', { query: { where }, body: { TagID, Revision: '2' } })
    const query = { from: from.replace('Tag', `Tag:${TagID}`), to: to.replace('Tag', `Tag:${TagID}`) }

    const many = await get(hub, '/unit_diff', { where, ...query })

    const [item] = z.array(UnitDiffShape).parse(many.json)
    expect(item).toEqual(await diffOf(hub, path, query))
    expect(item?.Diff.Resources).toHaveLength(count)
  })

  it('compares many Units at once, in pages, and reports those it could not compare', async () => {
    const { SpaceID, path, units } = await unitOf(hub, 'diff-many')
    const where = `SpaceID = '${SpaceID}'`

    const page = await get(hub, '/unit_diff', { where, limit: 1 })
    const next = page.headers.get('ConfigHub-Continue') ?? ''
    const rest = await get(hub, '/unit_diff', { where, limit: 1, continue: next })
    const mixed = await get(hub, '/unit_diff', { where, from: 2, to: 3, include: 'Attribution' })

    const items = [page, rest].flatMap(({ json }) => z.array(UnitDiffShape).parse(json))
    expect(new Set(items.map(({ UnitID }) => UnitID))).toEqual(new Set(units))
    expect(rest.headers.get('ConfigHub-Continue')).toBeNull()
    expect(mixed.status).toBe(207)
    const both = z.array(ItemShape).parse(mixed.json)
    expect(both.filter((item) => 'Error' in item && item.Error.Status === 404)).toHaveLength(1)
    const whole = await diffOf(hub, path, { include: 'Attribution' })
    expect(both).toContainEqual(whole)
  })
})

describe.each(inject('writingHubs'))('POST /diff on $database (contract 5.2)', (hub) => {
  it('compares a Unit with a text, and revisions of two Units', async () => {
    const { UnitID, path } = await unitOf(hub, 'diff-sides')
    const other = await unitOf(hub, 'diff-sides-other', [second])

    const body = { From: { UnitID, Revision: 'HeadRevisionNum' }, To: { Data: first } }
    const text = DiffResultShape.parse((await call(hub, 'POST', '/diff', { body })).json)
    const heads = await call(hub, 'POST', '/diff', {
      query: { include: 'Attribution' },
      body: { From: { UnitID, Revision: '2' }, To: { UnitID: other.UnitID } },
    })

    expect(text.From).toMatchObject({ UnitID, RevisionNum: 3 })
    expect(text.To).toEqual({})
    const back = await diffOf(hub, path, { from: 3, to: 2 })
    expect(text.Diff).toEqual(back.Diff)
    const across = DiffResultShape.parse(heads.json)
    expect(across.To).toMatchObject({ UnitID: other.UnitID, RevisionNum: 2 })
    const changes = across.Diff.Resources?.flatMap(({ Changes }) => Changes ?? []) ?? []
    expect(changes.length).toBeGreaterThan(3)
    expect(changes.every(({ Attribution }) => (Attribution?.Index ?? 0) > 0)).toBe(true)
  })

  it('follows a resource through a rename, in the order of the new document', async () => {
    const resources = await between(
      hub,
      first,
      `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n---\n${first.replace('  name: web\n  namespace: shop\ndata', '  name: web2\n  namespace: shop\ndata')}`,
    )

    expect(resources).toMatchObject([
      { ChangeType: 'Add', Resource: { ResourceType: 'v1/Service', ResourceName: '/web' } },
      // Its position changed as well, so only its kind identifies it.
      { ChangeType: 'Delete', Resource: { ResourceName: 'shop/web' } },
      { ChangeType: 'Add', Resource: { ResourceName: 'shop/web2' } },
    ])
    const renamed = await between(hub, first, first.replaceAll('namespace: shop', 'namespace: store'))
    expect(
      renamed.map(({ ChangeType, PreviousResource }) => [ChangeType, PreviousResource?.ResourceName]),
    ).toEqual([
      ['Update', 'shop/web'],
      ['Update', 'shop/web'],
    ])
    expect(renamed[0]?.Resource.ResourceName).toBe('store/web')
  })

  it.each([
    ['Reorder', 'env: [{name: A}, {name: B}]', 'env: [{name: B}, {name: A}]', '- A\n- B', '- B\n- A'],
    ['Replace', 'x: 1', 'x: {z: 1}', '1', 'z: 1'],
    ['Replace', 'x: [1]', 'x: text', '- 1', 'text'],
    ['Update', 'x: 1', "x: '2'", '1', '2'],
    ['Update', 'x: 1', 'x: null', '1', 'null'],
    ['Add', 'z: 1', 'z: 1\nx: true', undefined, 'true'],
    ['Delete', 'x: {z: 1}\nz: 1', 'z: 1', 'z: 1', undefined],
  ])('%s from %j to %j', async (ChangeType, from, to, FromValue, ToValue) => {
    const head = 'kind: Thing\nmetadata: {name: a}\n'
    const [resource, ...others] = await between(hub, head + from, head + to)

    expect(others).toEqual([])
    expect(resource?.Changes).toMatchObject([
      {
        ChangeType,
        ...(FromValue === undefined ? {} : { FromValue }),
        ...(ToValue === undefined ? {} : { ToValue }),
      },
    ])
  })

  it('compares other formats by their paths', async () => {
    const [resource] = await between(hub, '[a]\nb = 1\n', '[a]\nb = 2\n', 'AppConfig/TOML')

    expect(resource?.Changes).toMatchObject([{ Path: 'a.b', FromValue: '1', ToValue: '2' }])
  })

  it('compares plain text line by line', async () => {
    const [resource] = await between(hub, '[a]\nb = 1\n', '[a]\nb = 2\n', 'AppConfig/Text')

    expect(resource?.Changes).toMatchObject([
      { Path: '', Patch: '@@ -1,3 +1,3 @@\n [a]\n-b = 1\n+b = 2\n \n' },
    ])
  })

  it.each([
    [{ From: { Data: 'a: [' }, To: { Data: 'a: 1' } }, 400],
    [
      {
        From: { Data: 'a: 1', ToolchainType: 'AppConfig/YAML' },
        To: { Data: 'a: 1', ToolchainType: 'AppConfig/Env' },
      },
      400,
    ],
    [{ From: { Data: 'a: 1' } }, 400],
    [{ From: { Data: 'a: 1' }, To: {} }, 400],
    [{ From: { Data: 'a: 1' }, To: { UnitID: 'web' } }, 400],
    [{ From: { Data: 'a: 1' }, To: { UnitID: '0f4e7a52-1111-4222-8333-944455566677' } }, 404],
  ])('refuses %j with %i', async (body, status) => {
    expect((await call(hub, 'POST', '/diff', { body })).status).toBe(status)
  })

  it('is open to viewers, but not without a token', async () => {
    const body = { From: { Data: 'a: 1' }, To: { Data: 'a: 2' } }

    expect((await call(hub, 'POST', '/diff', { body, as: 'auditor@trading.com' })).status).toBe(200)
    expect((await call(hub, 'POST', '/diff', { body, as: 'nobody' })).status).toBe(401)
  })
})
