import type { Random } from '#lib/config/testing/random.ts'
import { dataOperators } from '#lib/where/testing/corpus.ts'
import { anyId } from '#tests/contract/fuzz/paths.ts'
import type { World } from '#tests/contract/fuzz/world.ts'

const words = (text: string) => text.trim().split(/\s+/)

const attributes = {
  text: words(`Slug DisplayName HiddenReason DataHash LastChangeDescription ToolchainType ProviderType Description
    Source UserAgent Where ResourceType From Of Event FunctionName State Space.Slug Target.Slug UpstreamUnit.Slug
    Unit.Slug ChangeSet.Slug FromLink.*.Slug FromLink.*.ToUnit.Slug User.Username Space.Labels.Region Labels.a
    Annotations.b Values.x Labels.app.kubernetes.io/name HeadRevision.Description Conflicts.*.Reason Triggers.*.Slug
    Tags.*.Slug ResourceName Username Status Action`),
  number:
    words(`HeadRevisionNum LastReleasedRevisionNum UpstreamRevisionNum RevisionNum MutationNum HeadMutationNum
    UpstreamUnit.HeadRevisionNum LEN(Labels) LEN(FromLinkID) LEN(Tags) LEN(Conflicts) LEN(Slug) ReleaseNum`),
  id: words(`UnitID SpaceID OrganizationID TargetID UpstreamUnitID ChangeSetID HeadRevisionID RevisionID UserID TagID
    FilterID FromUnitID ToUnitID Space.SpaceID Unit.UnitID`),
  truth: words(
    `Disabled Validating ValidationPassed ValidationErrors.a DeleteGates.b AutoUpdate Warn Enforced`,
  ),
  time: words('CreatedAt UpdatedAt Unit.CreatedAt PublishedAt ExpiresAt'),
} satisfies Record<string, readonly string[]>

/** Attributes that nearly every entity has. */
const common: Partial<typeof attributes> = {
  text: words('Slug DisplayName Labels.a Annotations.b Space.Slug Space.Labels.Region HiddenReason'),
  number: words('LEN(Labels) LEN(Annotations)'),
  id: words('SpaceID OrganizationID'),
  truth: words('DeleteGates.b'),
  time: words('CreatedAt UpdatedAt'),
}

const texts = [
  '',
  'a',
  'fuzz%',
  '%a_',
  '^f.*(a|b)+$',
  '(a+)+$',
  '[',
  'a{1,255}',
  '((((((((a))))))))',
  'é',
  'x'.repeat(255),
  'x'.repeat(256),
  '\u0000',
  '\ud800',
  '😀',
  'a\tb',
  '%%%%%%%%%%%%%%%%%%%%%%%%%a',
]
const textOperators = Object.keys(dataOperators).filter((op) => !/\bIN$/.test(op))
const order = ['=', '!=', '<', '>', '<=', '>=']

/** A `where`, mostly valid (contract 6.1). */
export function whereText(random: Random, world: World): string {
  const count = random.chance(0.02) ? random.pick([100, 101, 150]) : 1 + random.below(3)
  const known = random.chance(0.5) ? { ...attributes, ...common } : attributes
  const text = Array.from({ length: count }, () => term(random, world, known)).join(' AND ')
  return random.chance(0.12) ? spoiled(random, text) : text
}

function term(random: Random, world: World, known: typeof attributes): string {
  const kind = random.pick(['text', 'text', 'number', 'id', 'truth', 'time'] as const)
  const attribute = random.pick(known[kind])
  const suffix = random.chance(0.06) ? random.pick([' IS NOT TRUE', ' IS FALSE', ' IS NOT FALSE']) : ''
  if (random.chance(0.1)) return `${attribute} IS ${random.pick(['NULL', 'NOT NULL'])}`
  if (random.chance(0.08))
    return `${random.pick(['Labels', 'Tags', 'FromLinkID', 'ValidationErrors', attribute])} ? ${quoted(random.chance(0.5) ? anyId(random, world) : random.pick(texts))}`
  const value = () => literalOf(random, world, random.chance(0.95) ? kind : 'text')
  if (random.chance(0.15)) {
    const values = Array.from({ length: random.pick([0, 1, 2, 5, 200]) }, value)
    return `${attribute} ${random.pick(['IN', 'NOT IN'])} (${values.join(', ')})`
  }
  const right = random.chance(0.08) ? random.pick(known[kind]) : value()
  return `${attribute} ${random.pick(kind === 'text' ? textOperators : order)} ${right}${suffix}`
}

function literalOf(random: Random, world: World, kind: keyof typeof attributes): string {
  switch (kind) {
    case 'number':
      return random.pick(['0', '1', '3', '4294967296', '9999999999', '99999999999', '-1', '1.5', '1e3'])
    case 'truth':
      return random.pick(['true', 'false', 'TRUE', "'true'", 'True'])
    case 'id':
      return quoted(anyId(random, world))
    case 'time':
      return quoted(
        random.pick([
          '2026-01-01',
          '2026-11-23T10:00:00Z',
          '2026-11-23T10:00:00.123456789Z',
          '0001-01-01',
          '9999-12-31T23:59:59Z',
          '10000-01-01',
          '2026-02-30',
          '2026-01-01T00:00:00+14:00',
          'now',
          'infinity',
        ]),
      )
    default:
      return quoted(random.pick(texts))
  }
}

const quoted = (text: string) => `'${text}'`

function spoiled(random: Random, text: string): string {
  const at = random.below(text.length)
  const piece = random.pick(['(', ')', "'", '"', '\\', ';', '--', ' OR ', ' and ', '\u0000', ' '.repeat(300)])
  return random.pick([
    text.slice(0, at),
    text.slice(0, at) + piece + text.slice(at),
    text.slice(at) + text.slice(0, at),
    `(${text})`,
    text.replaceAll("'", '"'),
    `NOT ${text}`,
    text.toLowerCase(),
  ])
}

const dataPaths =
  words(`spec.replicas metadata.name spec.template.spec.containers.*.image spec.*.x a..b .a a. * *.*
  spec.template.spec.containers.?name=main.image spec.template.spec.containers.0.image metadata.labels.app~1b
  spec.template.spec.containers.*.|image #uri.a kind data.@x ConfigHub.ResourceType spec.replicas.#count`)

/** A `where_data` (contract 7.1). */
export function whereDataText(random: Random): string {
  const term = () =>
    `${random.pick(dataPaths)} ${random.pick(textOperators)} ${random.pick(['3', "'3'", "'a'", 'true', '1.5', 'null', "'(a+)+$'", 'spec.x'])}`
  const text = Array.from({ length: random.chance(0.02) ? 120 : 1 + random.below(3) }, term).join(' AND ')
  return random.chance(0.15) ? spoiled(random, text) : text
}
