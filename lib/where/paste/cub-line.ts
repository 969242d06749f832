import type { Outcome } from '#lib/base/result.ts'
import { isUuid } from '#lib/base/uuid.ts'
import { type CubFlags, readFlags, selecting } from '#lib/where/paste/cub-flags.ts'
import { kubernetesType } from '#lib/where/paste/kubernetes-types.ts'
import {
  among,
  type Pasted,
  type PastedChange,
  type PastedQuery,
  type PasteResult,
  quoted,
  refusal,
  severalCommands,
} from '#lib/where/paste/pasted.ts'
import { shellWords, type Word } from '#lib/where/paste/shell-words.ts'

/** A line of `cub`, or only its flags: the units that it is about. */
export function readCubLine(line: string): PasteResult {
  const words = shellWords(line.replace(/^\$\s+/, ''))
  if (!words.ok) return words
  const [program, ...rest] = words.value
  // Flags alone are how a query with a content filter is copied here: of every Space.
  if (program?.text.startsWith('--')) return gathered(words.value, { isEverySpace: true, units: 'none' })
  const [area, verb] = rest
  const command = `${area?.text ?? ''} ${verb?.text ?? ''}`
  const form = forms.find(({ commands }) => commands.test(command))
  if (form === undefined)
    return refusal(
      `cub ${command.trim()} selects no units. Paste a line of cub unit, function, run, revision or k8s.`,
    )
  return gathered(rest.slice(form.skips), { isEverySpace: false, units: form.units })
}

type Positional = 'none' | 'function' | 'one' | 'history' | 'bulk' | 'kubernetes'

/** What the words without a flag are: the name of a unit, a function with its arguments, or a kind of resource. */
const forms: readonly { commands: RegExp; skips: number; units: Positional }[] = [
  { commands: /^unit list$/, skips: 2, units: 'none' },
  { commands: /^unit (?:get|data|diff|open|edit|livedata|livestate)$/, skips: 2, units: 'one' },
  {
    commands: /^unit (?:update|delete|apply|approve|destroy|refresh|tag|set-target|push-upgrade)$/,
    skips: 2,
    units: 'bulk',
  },
  { commands: /^(?:revision|mutation|unit-action|unit-event) list$/, skips: 2, units: 'history' },
  { commands: /^function (?:do|get|set|vet|exec)$/, skips: 2, units: 'function' },
  { commands: /^run /, skips: 1, units: 'function' },
  { commands: /^k8s get$/, skips: 2, units: 'kubernetes' },
]

function gathered(words: readonly Word[], how: { isEverySpace: boolean; units: Positional }): PasteResult {
  const read = readFlags(words)
  if (!read.ok) return read
  const flags = read.value
  const unknown = [...flags.values].flatMap(([name, values]) =>
    values.map(({ variable }) => ({ name, variable })),
  )
  const open = unknown.find(({ variable }) => variable !== undefined)
  if (open !== undefined)
    return refusal(
      `--${open.name} holds ${open.variable}, which only the shell knows. Paste the line with its value.`,
    )
  const cannot = refusedFlag(flags, how.units)
  if (cannot !== undefined) return refusal(cannot)
  const space = spaceCondition(flags, how.isEverySpace)
  if (!space.ok) return space
  const named = namedUnits(flags, how.units)
  if (!named.ok) return named
  const content = contentOf(flags, how.units)
  if (!content.ok) return content
  const where = whereOf(flags)
  return { ok: true, value: withSpace(where, [space.value, named.value], content.value) }
}

function one(flags: CubFlags, name: string): string | undefined {
  return flags.values.get(name)?.at(-1)?.text
}

/** Of two lines that are pasted as one, the words of one would be read as those of the other. */
function isTwice({ values, positional }: CubFlags): boolean {
  const isRepeated = [...values].some(
    ([name, given]) => name !== 'unit' && selecting.includes(name) && given.length > 1,
  )
  return isRepeated || positional.some(({ text }, at) => at > 0 && text === 'cub')
}

function refusedFlag(flags: CubFlags, units: Positional): string | undefined {
  if (isTwice(flags)) return severalCommands
  if (units === 'history' && flags.values.has('where'))
    return '--where chooses revisions or events here, not units. Paste the line without it.'
  const filter = one(flags, 'filter')
  if (filter !== undefined)
    return `--filter ${filter} names a Filter that ConfigHub stores; the line does not hold its conditions. Paste its where instead.`
  if (flags.values.has('contains'))
    return '--contains searches names, labels and annotations at once, which no condition says. Use ILIKE on the attribute that is meant.'
  if (flags.values.has('revision')) return '--revision names a Revision. Open the unit to see its revisions.'
  if (units !== 'kubernetes' && flags.values.has('where-resource'))
    return '--where-resource chooses resources inside units, not units. Use --where-data.'
  return undefined
}

/** Without --space, cub takes the Space of its context: here that would be every Space, so it has to be named. */
function spaceCondition(flags: CubFlags, isEverySpace: boolean): Outcome<string> {
  const space = one(flags, 'space')
  if (space === '*' || (space === undefined && isEverySpace)) return { ok: true, value: '' }
  if (space === undefined)
    return {
      ok: false,
      message:
        '--space is missing: cub takes the space of its context, which is not known here. Add --space with its Slug, or --space "*".',
    }
  if (isUuid(space)) return { ok: true, value: `SpaceID = '${space}'` }
  const text = quoted(space)
  return text === undefined
    ? { ok: false, message: `No space is called ${space}.` }
    : { ok: true, value: `Space.Slug = ${text}` }
}

const namesUnits: ReadonlySet<Positional> = new Set(['one', 'history', 'bulk'])

/** Units by Slug or id, from --unit and from the first word. */
function namedUnits(flags: CubFlags, units: Positional): Outcome<string> {
  const [first] = flags.positional
  const mustName = namesUnits.has(units)
  if (units === 'none' && first !== undefined)
    return {
      ok: false,
      message: `${first.text} stands where cub unit list takes only flags. Are two lines pasted as one?`,
    }
  if (first?.variable !== undefined && mustName)
    return {
      ok: false,
      message: `The unit is ${first.variable}, which only the shell knows. Paste the line with its value.`,
    }
  const byFlag = (flags.values.get('unit') ?? []).flatMap(({ text }) =>
    text.split(',').map((name) => name.trim()),
  )
  const byWord = mustName && byFlag.length === 0 && first !== undefined ? [first.text] : []
  const names = [...byFlag, ...byWord]
  const isNamed =
    names.length > 0 || ['where', 'where-data', 'resource-type'].some((name) => flags.values.has(name))
  if (!isNamed && mustName)
    return { ok: false, message: 'The line names no unit: a name, --unit or --where is missing.' }
  return unitsCondition(names)
}

function unitsCondition(names: readonly string[]): Outcome<string> {
  const wrong = names.find((name) => quoted(name) === undefined || name === '')
  if (wrong !== undefined) return { ok: false, message: `No unit is called ${wrong || 'nothing'}.` }
  const ids = names.filter(isUuid)
  const slugs = names.filter((name) => !isUuid(name))
  const parts = [list('Slug', slugs), list('UnitID', ids)].filter((part) => part !== '')
  return { ok: true, value: parts.length > 1 ? `(${parts.join(' OR ')})` : (parts[0] ?? '') }
}

function list(attribute: string, values: readonly string[]): string {
  if (values.length === 0) return ''
  if (values.length === 1) return `${attribute} = '${values[0] ?? ''}'`
  return `${attribute} IN (${values.map((value) => `'${value}'`).join(', ')})`
}

function contentOf(flags: CubFlags, units: Positional): Outcome<Pick<PastedQuery, 'data' | 'type'>> {
  const data = one(flags, 'where-data') ?? ''
  const type = one(flags, 'resource-type') ?? ''
  if (units !== 'kubernetes') return { ok: true, value: { data, type } }
  if (data !== '' || type !== '')
    return refusal('cub k8s get takes --where-resource for what is inside a resource, not --where-data.')
  return resourcesOf(flags)
}

/** `cub k8s get deploy web`: a kind, and at most one name. */
function resourcesOf({ values, positional }: CubFlags): Outcome<Pick<PastedQuery, 'data' | 'type'>> {
  const [kind, name, more] = positional
  const open = kind?.variable ?? name?.variable
  if (open !== undefined) return refusal(`${open} is known only to the shell. Paste the line with its value.`)
  if (more !== undefined)
    return refusal(
      `${more.text} is a second name, and one resource cannot have two. Paste the line with one.`,
    )
  const type = kind === undefined ? undefined : kubernetesType(kind.text)
  if (type === undefined)
    return refusal(
      `Which resource type ${kind?.text ?? 'nothing'} is, is not known here. Use --resource-type, such as apps/v1/Deployment.`,
    )
  const text = name === undefined ? undefined : quoted(name.text)
  if (name !== undefined && text === undefined) return refusal(`No resource is called ${name.text}.`)
  const called = text === undefined ? '' : `metadata.name = ${text}`
  return {
    ok: true,
    value: {
      type,
      data: among(values.get('where-resource')?.at(-1)?.text ?? '', called === '' ? [] : [called]),
    },
  }
}

function whereOf(flags: CubFlags): { text: string; isAll: boolean } {
  const text = one(flags, 'where')?.trim() ?? ''
  return text === '*' ? { text: '', isAll: true } : { text, isAll: false }
}

/** What the flags say beside --where is written as conditions, each told. */
function withSpace(
  where: { text: string; isAll: boolean },
  [space, units]: readonly [string, string],
  content: Pick<PastedQuery, 'data' | 'type'>,
): Pasted {
  const more = [space, units].filter((condition) => condition !== '')
  const changes: PastedChange[] = []
  if (where.isAll)
    changes.push({ from: '--where "*"', to: '', reason: 'Without conditions, every unit is meant.' })
  if (space !== '')
    changes.push({ from: '--space', to: space, reason: 'The space is a condition like others here.' })
  if (units !== '') changes.push({ from: 'units by name', to: units, reason: 'Names are conditions here.' })
  if (content.data !== '' || content.type !== '')
    changes.push({
      from: '--where-data, --resource-type',
      to: [content.type, content.data].filter((text) => text !== '').join(' · '),
      reason: 'Conditions on documents are the content filter.',
    })
  return { query: { where: among(where.text, more), ...content }, changes }
}
