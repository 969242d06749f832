import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { type Answer, type CallOptions, call } from '#tests/contract/http.ts'
import { calls, invocation } from '#tests/contract/invocations.ts'
import { add, type Ground, kindOf, kubernetes, type Name, newGround } from '#tests/contract/residents.ts'
import { MeShape } from '#tests/contract/shapes/answers.ts'
import { putDocument, written } from '#tests/contract/units.ts'

const alice = 'alice@trading.com'
const bob = 'bob@trading.com'
const names = ['Tag', 'Filter', 'View', 'Target', 'Trigger', 'ChangeSet', 'Invocation', 'Link'] as const

type Ids = Readonly<Record<Name | 'Space' | 'Unit' | 'Release', string>>
type Attempt = readonly [string, (ids: Ids) => readonly [string, string, CallOptions?]]

// Every operation that takes an id is called twice: with an id in a Space that the caller may not view, and with one
// that nobody has. The two answers must be the same, word for word.
describe.each(inject('writingHubs'))(
  'what may not be seen and what is not there, on $database (contract 2.4)',
  (hub) => {
    let hidden: Ground
    let open: Ground
    let known: Ids
    beforeAll(async () => {
      hidden = await newGround(hub, 'twins-hidden')
      open = await newGround(hub, 'twins-open')
      for (const ground of [hidden, open])
        written(
          await putDocument(
            hub,
            { path: `/space/${ground.SpaceID}/unit/${ground.units[0]}` },
            'kind: ConfigMap\nmetadata:\n  name: a\n',
          ),
        )
      const found: Partial<Record<Name, string>> = {}
      for (const name of names) found[name] = (await add(hidden, kindOf(name), { Slug: `a-${name}` })).id
      known = { ...(found as Ids), Space: hidden.SpaceID, Unit: hidden.units[0] ?? '', Release: randomUUID() }
      const { UserID } = MeShape.parse((await call(hub, 'GET', '/me', { as: alice })).json)
      const body = { Permissions: { View: { UserIDs: { [UserID]: true } } } }
      expect((await call(hub, 'PATCH', `/space/${hidden.SpaceID}`, { body })).status).toBe(200)
    })

    const mine = () => `/space/${open.SpaceID}`
    const unit = () => `${mine()}/unit/${open.units[0]}`
    const where = () => `UnitID = '${open.units[0]}'`
    const link = (more: object) => ({
      Slug: 'twin',
      FromUnitID: open.units[0],
      ToUnitID: open.units[1],
      UpdateType: 'None',
      ...more,
    })
    const trigger = (more: object) => ({
      Slug: 'twin',
      Event: 'Mutation',
      ToolchainType: kubernetes,
      ...more,
    })

    const places: readonly Attempt[] = [
      ...names.flatMap((name): Attempt[] => {
        const { path } = kindOf(name)
        return (['GET', 'PATCH', 'PUT', 'DELETE'] as const).flatMap((method): Attempt[] => [
          [
            `${method} a ${name}`,
            (ids) => [method, `/space/${ids.Space}/${path}/${ids[name]}`, bodyFor(method)],
          ],
          [
            `${method} a ${name} as if it were here`,
            (ids) => [method, `${mine()}/${path}/${ids[name]}`, bodyFor(method)],
          ],
        ])
      }),
      ...names.map(
        (name): Attempt => [
          `POST a ${name}`,
          (ids) => [
            'POST',
            `/space/${ids.Space}/${kindOf(name).path}`,
            { body: { ...kindOf(name).body(open), Slug: `a-${name}` } },
          ],
        ],
      ),
      ...['', '/unit', '/release', '/attestation', '/function', '/view'].map(
        (path): Attempt => [`GET the Space's ${path}`, (ids) => ['GET', `/space/${ids.Space}${path}`]],
      ),
      ...['', '/data', '/diff', '/revision', '/mutation', '/mutation_sources'].map(
        (path): Attempt => [
          `GET a Unit's ${path}`,
          (ids) => ['GET', `/space/${ids.Space}/unit/${ids.Unit}${path}`],
        ],
      ),
      ...['PATCH', 'PUT', 'DELETE'].flatMap((method): Attempt[] => [
        [`${method} the Space`, (ids) => [method, `/space/${ids.Space}`, bodyFor(method)]],
        [`${method} a Unit`, (ids) => [method, `/space/${ids.Space}/unit/${ids.Unit}`, bodyFor(method)]],
      ]),
      ['PUT data', (ids) => ['PUT', `/space/${ids.Space}/unit/${ids.Unit}/data`, { body: 'a: 1\n' }]],
      [
        'create a Unit whose Slug is taken',
        (ids) => ['POST', `/space/${ids.Space}/unit`, { body: { Slug: 'one', ToolchainType: kubernetes } }],
      ],
      [
        'create it if it is not there',
        (ids) => [
          'POST',
          `/space/${ids.Space}/unit`,
          { query: { allow_exists: true }, body: { Slug: 'one', ToolchainType: kubernetes } },
        ],
      ],
      ['publish', (ids) => ['POST', `/space/${ids.Space}/release`, { body: {} }]],
      ['attest', (ids) => ['POST', `/space/${ids.Space}/attestation`, { body: { Result: 'Pass' } }]],
      [
        'run functions',
        (ids) => ['POST', `/space/${ids.Space}/function/invoke`, { body: calls(['get-resources']) }],
      ],
    ]
    const references: readonly Attempt[] = [
      [
        'clone',
        ({ Space, Unit }) => [
          'POST',
          `${mine()}/unit`,
          { query: { upstream_space_id: Space, upstream_unit_id: Unit }, body: { Slug: 'twin' } },
        ],
      ],
      [
        'merge',
        ({ Unit }) => [
          'PATCH',
          unit(),
          { query: { merge_source: Unit, merge_base: '1', merge_end: '2' }, body: null },
        ],
      ],
      ['restore by Tag', ({ Tag }) => ['PATCH', unit(), { query: { restore: `Tag:${Tag}` }, body: null }]],
      [
        'restore by ChangeSet',
        ({ ChangeSet }) => ['PATCH', unit(), { query: { restore: `ChangeSet:${ChangeSet}` }, body: null }],
      ],
      ['resolve a Link', ({ Link }) => ['PATCH', unit(), { query: { resolve: `Link:${Link}` }, body: null }]],
      ['enter a ChangeSet', ({ ChangeSet }) => ['PATCH', unit(), { body: { ChangeSetID: ChangeSet } }]],
      [
        'write in a ChangeSet',
        ({ ChangeSet }) => ['PUT', `${unit()}/data`, { query: { change_set_id: ChangeSet }, body: 'a: 2\n' }],
      ],
      ['write with a Tag', ({ Tag }) => ['PUT', `${unit()}/data`, { query: { tag: Tag }, body: 'a: 2\n' }]],
      ['deploy to a Target', ({ Target }) => ['PATCH', unit(), { body: { TargetID: Target } }]],
      ['tag', ({ Tag }) => ['POST', '/unit/tag', { query: { where: where() }, body: { TagID: Tag } }]],
      [
        'move',
        ({ Space }) => ['POST', '/unit/move', { query: { where: where() }, body: { ToSpaceID: Space } }],
      ],
      ['link to a Unit', ({ Unit }) => ['POST', `${mine()}/link`, { body: link({ ToUnitID: Unit }) }]],
      ['link from a Unit', ({ Unit }) => ['POST', `${mine()}/link`, { body: link({ FromUnitID: Unit }) }]],
      [
        'transform with an Invocation',
        ({ Invocation }) => ['POST', `${mine()}/link`, { body: link({ TransformInvocationID: Invocation }) }],
      ],
      [
        'trigger an Invocation',
        ({ Invocation }) => ['POST', `${mine()}/trigger`, { body: trigger({ InvocationID: Invocation }) }],
      ],
      [
        'trigger by a Filter',
        ({ Filter }) => [
          'POST',
          `${mine()}/trigger`,
          { body: trigger({ FunctionName: 'vet-placeholders', UnitFilterID: Filter }) },
        ],
      ],
      [
        'view by a Filter',
        ({ Filter }) => ['POST', `${mine()}/view`, { body: { Slug: 'twin', FilterID: Filter } }],
      ],
      [
        'filter in a Space',
        ({ Space }) => [
          'POST',
          `${mine()}/filter`,
          { body: { Slug: 'twin', From: 'Unit', FromSpaceID: Space } },
        ],
      ],
      ['release to a Target', ({ Target }) => ['PATCH', mine(), { body: { ReleaseTargetID: Target } }]],
      ['choose Triggers', ({ Filter }) => ['PATCH', mine(), { body: { TriggerFilterID: Filter } }]],
      ['list by a Filter', ({ Filter }) => ['GET', '/unit', { query: { filter: Filter } }]],
      ['list by a View', ({ View }) => ['GET', '/unit', { query: { view: View } }]],
      [
        'list by a Filter of Triggers',
        ({ Filter }) => ['GET', '/unit', { query: { trigger_filter: Filter } }],
      ],
      ['list in a Space', ({ Space }) => ['GET', '/unit', { query: { where: `SpaceID = '${Space}'` } }]],
      [
        'list by what is upstream',
        ({ Unit }) => ['GET', '/unit', { query: { where: `UpstreamUnitID = '${Unit}'` } }],
      ],
      [
        'clone into a Space',
        ({ Space }) => [
          'POST',
          '/unit',
          { query: { where: where(), where_space: `SpaceID = '${Space}'` }, body: {} },
        ],
      ],
      [
        'compare',
        ({ Unit }) => ['POST', '/diff', { body: { From: { Data: 'a: 1' }, To: { UnitID: Unit } } }],
      ],
      ...(['Invocations', 'Triggers'] as const).map(
        (field): Attempt => [
          `run ${field}`,
          (ids) => [
            'POST',
            '/function/invoke',
            {
              query: { where: where(), dry_run: true },
              body: {
                ToolchainType: kubernetes,
                [field]: [ids[field === 'Triggers' ? 'Trigger' : 'Invocation']],
              },
            },
          ],
        ],
      ),
      [
        'compare with a Unit while functions run',
        ({ Tag }) => [
          'POST',
          '/function/invoke',
          {
            query: { where: where(), dry_run: true, other_data_source: `Tag:${Tag}` },
            body: invocation('vet-immutable', {}),
          },
        ],
      ],
    ]

    it.each([...places, ...references])('answer the same to: %s', async (_what, attempt) => {
      const nobody: Ids = { ...known }
      for (const name of Object.keys(nobody)) Object.assign(nobody, { [name]: randomUUID() })
      const answers: unknown[] = []
      for (const ids of [known, nobody]) {
        const [method, path, options] = attempt(ids)
        answers.push(plain(await call(hub, method, path, { ...options, as: bob }), ids))
      }

      expect(answers[0]).toEqual(answers[1])
    })

    it('a Slug of a hidden Space is refused like that of a visible Space, and reveals nothing', async () => {
      for (const options of [{}, { query: { allow_exists: true } }]) {
        const answer = await call(hub, 'POST', '/space', {
          ...options,
          as: bob,
          body: { Slug: 'twins-hidden' },
        })
        expect(answer.status).toBe(409)
        expect(answer.text).not.toMatch(/exists|taken|already/)
        expect(answer.text).not.toContain(hidden.SpaceID)
      }
      const visible = await call(hub, 'POST', '/space', { as: bob, body: { Slug: 'twins-open' } })
      const unseen = await call(hub, 'POST', '/space', { as: bob, body: { Slug: 'twins-hidden' } })
      const renamed = await call(hub, 'PATCH', mine(), { as: bob, body: { Slug: 'twins-hidden' } })
      const words = ({ text }: Answer) => text.replaceAll(/twins-\w+/g, 'SLUG')
      expect([words(unseen), words(renamed)]).toEqual([words(visible), words(visible)])
    })

    it('what something hidden refers to cannot be deleted, and the refusal does not name it', async () => {
      const hideAgain = await hiddenUsers()
      for (const path of hideAgain) {
        const answer = await call(hub, 'DELETE', path, { as: bob })
        expect([path, answer.status]).toEqual([path, 409])
        expect(answer.text).not.toMatch(/secret-user/)
      }
    })

    /** Paths of entities in the open Space that something in the hidden one refers to. */
    async function hiddenUsers(): Promise<string[]> {
      const filter = await add(open, kindOf('Filter'), { Slug: 'used', ResourceType: undefined })
      const invoked = await add(open, kindOf('Invocation'), { Slug: 'used' })
      const deployed = await add(open, kindOf('Target'), { Slug: 'used' })
      const set = await add(open, kindOf('ChangeSet'), { Slug: 'used' })
      await add(hidden, kindOf('View'), { Slug: 'secret-user', Of: 'Unit', FilterID: filter.id })
      await add(hidden, kindOf('Trigger'), {
        Slug: 'secret-user',
        FunctionName: '',
        InvocationID: invoked.id,
      })
      await add(hidden, kindOf('Link'), { Slug: 'secret-user', ToUnitID: open.units[1] })
      const secret = `/space/${hidden.SpaceID}/unit/${hidden.units[1]}`
      const body = { Slug: 'secret-user', TargetID: deployed.id, ChangeSetID: set.id }
      expect((await call(hub, 'PATCH', secret, { body })).status).toBe(200)
      return [
        `${mine()}/filter/${filter.id}`,
        `${mine()}/invocation/${invoked.id}`,
        `${mine()}/target/${deployed.id}`,
        `${mine()}/change_set/${set.id}`,
        `${mine()}/unit/${open.units[1]}`,
      ]
    }
  },
)

function bodyFor(method: string): CallOptions {
  if (method === 'PATCH') return { body: { Labels: { a: 'b' } } }
  return method === 'PUT' ? { body: { Slug: 'x', Version: 1 } } : {}
}

/** An answer without what has to differ: ids and the request's own. */
function plain({ status, text }: Answer, ids: Ids) {
  return { status, text: Object.entries(ids).reduce((all, [name, id]) => all.replaceAll(id, name), text) }
}
