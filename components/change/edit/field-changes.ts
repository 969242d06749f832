import type { FieldChange } from '#lib/config/patch/patch.ts'

/** The ways to change a field, as they are offered. */
export const fieldChangeOptions: readonly {
  readonly value: FieldChange | 'set'
  readonly label: string
  readonly description: string
}[] = [
  { value: 'set', label: 'Set to', description: 'The same value everywhere' },
  { value: 'add', label: 'Add', description: 'To the value of each unit; -1 takes away' },
  { value: 'multiply', label: 'Multiply by', description: 'The value of each unit' },
  { value: 'at-least', label: 'At least', description: 'Raises what is lower' },
  { value: 'at-most', label: 'At most', description: 'Lowers what is higher' },
  { value: 'append', label: 'Append', description: 'An element that a list does not have' },
  { value: 'remove', label: 'Remove', description: 'Elements that are equal, or have these fields' },
]

export function fieldChangeText(how: FieldChange | undefined): string {
  if (how === undefined) return '='
  return fieldChangeOptions.find(({ value }) => value === how)?.label.toLowerCase() ?? how
}
