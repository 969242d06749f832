/** One step of a data path. */
export type PathSegment =
  | { readonly kind: 'key'; readonly key: string }
  /** `@key:param`: a key with a name for other tools; reads as the key. */
  | { readonly kind: 'param'; readonly key: string; readonly param: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'wildcard'; readonly bind?: string }
  /** `?key=value`: the elements of a list that have this value. */
  | { readonly kind: 'match'; readonly key: string; readonly param?: string; readonly value: string }
  /** `*?key=value`: the same, of lists and of maps. */
  | { readonly kind: 'filter'; readonly key: string; readonly param?: string; readonly value: string }
  /** `?key=@2`: the element of a list at this place, from 0, whatever its key. */
  | { readonly kind: 'place'; readonly key: string; readonly param?: string; readonly index: number }

/** `#reference` (`:tag`, `@sha256:...`) and `#uri` of an image. */
export type Accessor = 'reference' | 'uri'

export type DataPath = {
  readonly segments: readonly PathSegment[]
  readonly accessor?: Accessor
}

/** In a filter a path may be split by `.|`: the left part must exist, a missing right part counts as "not equal". */
export type FilterPath = DataPath & { readonly optional?: readonly PathSegment[] }

/** A path is one line of text. */
export type PathError = { readonly message: string; readonly line: 1; readonly column: number }
