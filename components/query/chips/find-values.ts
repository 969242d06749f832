import type { Suggestion } from '#components/ui/field/suggestion-list.tsx'

/** A value that can be taken, and what the field then holds. */
export type ValueOption = Suggestion & { readonly text: string }

/** The value that is being typed: of a list, what stands behind the last comma. */
export function typedPart(typed: string, isList: boolean): string {
  return (isList ? typed.slice(typed.lastIndexOf(',') + 1) : typed).trim()
}

/** Values that contain what is typed, and at the end that itself; all of them once it is one of them. */
export function findValues(
  options: readonly ValueOption[],
  typed: string,
  isList: boolean,
): readonly ValueOption[] {
  const part = typedPart(typed, isList)
  const wanted = part.toLowerCase()
  const taken = isList ? typed.split(',').map((value) => value.trim()) : []
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
  const before = typed.slice(0, typed.lastIndexOf(',') + 1).trim()
  return `${before === '' ? '' : `${before} `}${text}, `
}
