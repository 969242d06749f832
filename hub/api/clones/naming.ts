/** One clone to make of each source: what goes before its name, and the labels that make it a variant. */
export type Variant = { readonly prefix: string; readonly labels: Readonly<Record<string, string>> }

/** How clones get their names (contract 5.2, POST /unit). */
export type Naming = {
  readonly variants: readonly Variant[]
  readonly pattern: readonly PatternPart[] | undefined
  /** Whether the request names clones at all; otherwise a clone keeps its source's name. */
  readonly renames: boolean
}

type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'slug' }
  | { readonly kind: 'label'; readonly key: string }

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string }

/** More clones of one source than this are a mistake in the request. */
const maxVariants = 1000

/** `name_prefixes`, `variant_labels` and `name_pattern`: one clone per prefix and combination of labels. */
export function readNaming(query: URLSearchParams): Read<Naming> {
  const prefixes = commaList(query.get('name_prefixes'))
  const labels = readVariantLabels(query.get('variant_labels') ?? '')
  if (!labels.ok) return labels
  const pattern = readPattern(query.get('name_pattern') ?? '')
  if (!pattern.ok) return pattern
  const count = Math.max(1, prefixes.length) * labels.value.length
  if (count > maxVariants)
    return failed(
      `name_prefixes and variant_labels make ${count} clones of each source; at most ${maxVariants}.`,
    )
  const variants = (prefixes.length === 0 ? [''] : prefixes).flatMap((prefix) =>
    labels.value.map((each) => ({ prefix, labels: each })),
  )
  const renames = prefixes.length > 0 || pattern.value !== undefined || query.get('variant_labels')
  return { ok: true, value: { variants, pattern: pattern.value, renames: Boolean(renames) } }
}

/** A key of a label (contract 10). */
const labelKey = /^[A-Za-z0-9](?:[-_./A-Za-z0-9]{0,126}[A-Za-z0-9])?$/

/** `k=v1|v2,k2=v3`: every combination of one value per key; when a key occurs twice, the last one counts. @internal For tests. */
export function readVariantLabels(text: string): Read<Record<string, string>[]> {
  const values = new Map<string, string[]>()
  for (const entry of commaList(text)) {
    const at = entry.indexOf('=')
    const key = entry.slice(0, Math.max(0, at)).trim()
    const alternatives = entry
      .slice(at + 1)
      .split('|')
      .map((value) => value.trim())
    if (!labelKey.test(key) || alternatives.includes(''))
      return failed(`variant_labels: write key=value1|value2,key2=value, not "${entry}".`)
    values.set(key, alternatives)
  }
  const count = [...values.values()].reduce((product, each) => product * each.length, 1)
  if (count > maxVariants)
    return failed(`variant_labels makes ${count} clones of each source; at most ${maxVariants}.`)
  let combinations: [string, string][][] = [[]]
  for (const [key, alternatives] of values)
    combinations = combinations.flatMap((before) =>
      alternatives.map((value): [string, string][] => [...before, [key, value]]),
    )
  return { ok: true, value: combinations.map((entries) => Object.fromEntries(entries)) }
}

const templateMark = 'template:'
const placeholder = /\{\{(.*?)\}\}/gs

/** A plain name, or after `template:` one with `{{.SourceEntitySlug}}` and `{{.Labels.<key>}}`; '' = no pattern. @internal For tests. */
export function readPattern(text: string): Read<PatternPart[] | undefined> {
  if (text === '') return { ok: true, value: undefined }
  if (!text.startsWith(templateMark)) return { ok: true, value: [{ kind: 'text', text }] }
  const template = text.slice(templateMark.length)
  const parts: PatternPart[] = []
  let end = 0
  for (const match of template.matchAll(placeholder)) {
    const [whole, inside = ''] = match
    const expression = inside.trim()
    parts.push({ kind: 'text', text: template.slice(end, match.index) })
    end = match.index + whole.length
    const label = /^\.Labels\.([A-Za-z_][A-Za-z0-9_]*)$/.exec(expression)?.[1]
    if (label !== undefined) parts.push({ kind: 'label', key: label })
    else if (expression === '.SourceEntitySlug') parts.push({ kind: 'slug' })
    else
      return failed(
        `name_pattern: {{${expression}}} is not known. Use {{.SourceEntitySlug}} and {{.Labels.<key>}}.`,
      )
  }
  parts.push({ kind: 'text', text: template.slice(end) })
  const open = parts.some((part) => part.kind === 'text' && /\{\{|\}\}/.test(part.text))
  if (open) return failed('name_pattern: every {{ needs a }} after it.')
  return { ok: true, value: parts.filter((part) => part.kind !== 'text' || part.text !== '') }
}

/**
 * The name of one clone: the prefix, then the pattern, or the source's Slug and the values of the variant's labels.
 * `labels` are all labels of the clone. Whether the name is a valid Slug is checked where it is stored.
 */
export function cloneName(
  naming: Pick<Naming, 'pattern'>,
  variant: Variant,
  source: { readonly slug: string; readonly labels: Readonly<Record<string, string>> },
): Read<string> {
  if (naming.pattern === undefined)
    return {
      ok: true,
      value: [`${variant.prefix}${source.slug}`, ...Object.values(variant.labels)].join('-'),
    }
  let name = variant.prefix
  for (const part of naming.pattern) {
    const text =
      part.kind === 'text'
        ? part.text
        : part.kind === 'slug'
          ? source.slug
          : ownLabel(source.labels, part.key)
    if (text === undefined)
      return failed(
        `name_pattern: ${source.slug} has no label ${part.kind === 'label' ? part.key : ''}; give it with variant_labels or in the body.`,
      )
    name += text
  }
  return { ok: true, value: name }
}

/** Own properties only: every object also has `constructor`. */
function ownLabel(labels: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined
}

function commaList(text: string | null): string[] {
  if (text === null || text.trim() === '') return []
  return text.split(',').map((entry) => entry.trim())
}

function failed(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message }
}
