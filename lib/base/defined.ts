export type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

/** Without the fields that are undefined: one that is absent is another thing where a type says so. */
export function defined<T extends object>(fields: T): Defined<T> {
  // Only values that are not undefined are left.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>
}
