/** A value as it stands in a list: in quotes where it would be read as something else. */
export function listedText(value: string): string {
  return value === '' || value.includes(',') || value.trim() !== value ? `"${value}"` : value
}

/** Values as one text shows them, those of a list or the one there is. */
export function shownValues(values: readonly string[], isList: boolean): string {
  return (isList ? values.map(listedText) : values).join(', ')
}
