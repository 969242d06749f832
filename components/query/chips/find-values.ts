import type { Suggestion } from '#components/ui/field/suggestion-list.tsx'
import type { LiteralKind } from '#lib/where/data-builder.ts'
import { listedText } from '#lib/where/listed-text.ts'
import { listParts, unlisted } from '#lib/where/typed-values.ts'

/** A value that can be taken, and what the field then holds. */
export type ValueOption = Suggestion & {
  readonly text: string
  /** In documents: as what it has to be compared to be found. */
  readonly literal?: LiteralKind
}

/** The value that is being typed: of a list, the last one. */
export function typedPart(typed: string, isList: boolean): string {
  // Quotes that are still open belong to no value.
  return isList ? unlisted(lastPart(typed)).replace(/^"/, '') : typed.trim()
}

/** Values that contain what is typed, and at the end that itself; all of them once it is one of them. */
export function findValues(
  options: readonly ValueOption[],
  typed: string,
  isList: boolean,
): readonly ValueOption[] {
  const part = typedPart(typed, isList)
  const wanted = part.toLowerCase()
  const taken = isList ? listParts(typed).map(unlisted) : []
  const left = options.filter(({ text }) => text === part || !taken.includes(text))
  if (part === '' || left.some((option) => isOption(option, part))) return left
  const found = left.filter(({ label, text }) => `${label}\n${text}`.toLowerCase().includes(wanted))
  return found.length === 0 ? [] : [...found, { label: part, text: part, detail: 'as typed' }]
}

export function isOption({ label, text }: ValueOption, part: string): boolean {
  return text === part || label === part
}

/** The field after a value was taken; in a list the next one can be typed at once. */
export function withTaken(typed: string, { text }: ValueOption, isList: boolean): string {
  if (!isList) return text
  const before = typed.slice(0, typed.length - lastPart(typed).length).trim()
  return `${before === '' ? '' : `${before} `}${listedText(text)}, `
}

function lastPart(typed: string): string {
  return listParts(typed).at(-1) ?? ''
}
