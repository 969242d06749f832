/** Joins class names, skipping falsy ones such as `isOpen && 'rotate-90'`. */
export function classNames(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(' ')
}
