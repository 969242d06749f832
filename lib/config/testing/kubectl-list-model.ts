import { isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import type { KubectlDifference } from '#lib/config/testing/kubectl-differences.ts'
import { ElementNames, type KeyedKind } from '#lib/config/testing/kubectl-names.ts'
import {
  elementType,
  inKubectlOrder,
  ModelRefusal,
  type Named,
  withoutPatchMarks,
} from '#lib/config/testing/kubectl-order.ts'
import type { FieldKind } from '#lib/config/testing/kubernetes-fields.ts'

export type ListKind = Extract<FieldKind, { kind: 'list' | 'scalars' }>
type MergeMap = (target: JsonMap, patch: JsonMap, type: string | undefined) => JsonMap

/** What a list is after a patch, in kubectl's steps (`mergeSlice` and what it calls). */
export class ListModel {
  readonly #differences: ReadonlySet<KubectlDifference>
  readonly #names: ElementNames
  readonly #mergeMap: MergeMap

  constructor(differences: ReadonlySet<KubectlDifference>, mergeMap: MergeMap) {
    this.#differences = differences
    this.#names = new ElementNames(differences)
    this.#mergeMap = mergeMap
  }

  merge(original: readonly Json[], patch: readonly Json[], kind: ListKind | undefined): readonly Json[] {
    return this.#merged(original, patch, kind).map(({ value }) => value)
  }

  takeOut(original: readonly Json[], gone: readonly Json[], kind: ListKind | undefined): readonly Json[] {
    const isEmpty = original.length === 0 && gone.length === 0
    if (isEmpty || this.#differences.has('malformed') || elementType(original, gone) === 'scalar')
      return original.filter((each) => !gone.includes(each))
    if (kind?.kind !== 'list' || kind.keys.length === 0)
      throw new ModelRefusal('cannot merge lists without merge key')
    return this.#elements(original, gone as readonly JsonMap[], kind).map(({ value }) => value)
  }

  /** Undefined where there is no list. */
  ordered(
    live: readonly Json[] | undefined,
    patched: readonly Json[] | undefined,
    names: readonly Json[],
    kind: ListKind | undefined,
  ): readonly Json[] | undefined {
    const key = kind?.kind === 'list' ? kind.keys[0] : undefined
    const there = live && this.#looksAt(live, patched ?? [])
    const isReplaced = key === undefined && !(kind?.kind === 'scalars' && kind.isSet)
    if (isReplaced && this.#differences.has('replacedList') && (there ?? patched) !== undefined)
      throw new ModelRefusal('the list is replaced')
    this.#names.checkOrder(patched ?? [], names, key)
    const merged = this.#unordered(there, patched, kind)
    if (merged === undefined) return undefined
    this.#checkKeys([...merged.map(({ value }) => value), ...names], there ?? [], key)
    if (!this.#differences.has('malformed')) elementType(there ?? [], patched ?? [])
    return this.#inOrder(merged, names, there ?? [], key)
  }

  /** kubectl also checks what is replaced. */
  #looksAt(original: readonly Json[], patch: readonly Json[]): readonly Json[] {
    return this.#differences.has('replaced') && patch.some(isReplacement) ? [] : original
  }

  #checkKeys(named: readonly Json[], there: readonly Json[], key: string | undefined): void {
    if (key === undefined && named.some(isJsonMap)) throw new ModelRefusal('kubectl panics')
    if (key === undefined) return
    for (const each of [...named, ...there]) this.#names.keyOf(each, key)
  }

  #unordered(
    there: readonly Json[] | undefined,
    patched: readonly Json[] | undefined,
    kind: ListKind | undefined,
  ): readonly Named[] | undefined {
    if (patched === undefined) return there?.map((value, index) => ({ value, name: index }))
    if (there !== undefined) return this.#merged(there, patched, kind)
    if (this.#differences.has('new')) return this.#merged([], patched, kind)
    const list = withoutPatchMarks(patched) as readonly Json[]
    return list.map((value) => ({ value, name: value }))
  }

  /** By the order of names; twins are told apart by their places only where they are not kept together. */
  #inOrder(
    merged: readonly Named[],
    names: readonly Json[],
    server: readonly Json[],
    key: string | undefined,
  ): readonly Json[] {
    const nameOf = (value: Json) => (key === undefined ? value : this.#names.keyOf(value, key))
    const wanted = names.map(nameOf)
    if (!this.#differences.has('twins')) {
      const named = merged.map(({ value }) => ({ value, name: nameOf(value) }))
      return inKubectlOrder(named, wanted, server.map(nameOf)).map(({ value }) => value)
    }
    const patchOrder = wanted.flatMap((name) =>
      merged.filter(({ value }) => nameOf(value) === name).map((each) => each.name),
    )
    return inKubectlOrder(merged, patchOrder, [...server.keys()]).map(({ value }) => value)
  }

  #merged(original: readonly Json[], patch: readonly Json[], kind: ListKind | undefined): readonly Named[] {
    const isKeyed = kind?.kind === 'list' && kind.keys.length > 0
    if (!isKeyed && !(kind?.kind === 'scalars' && kind.isSet))
      return this.#replaced(patch).map((value) => ({ value, name: value }))
    const server = this.#looksAt(original, patch)
    if (server.length === 0 && patch.length === 0) return []
    if (elementType(server, patch) === 'map') {
      if (!isKeyed) throw new ModelRefusal('cannot merge lists without merge key')
      return this.#elements(server, patch as readonly JsonMap[], kind)
    }
    if (isKeyed) throw new ModelRefusal('an element is no map')
    const all = [...new Set([...original, ...patch])].map((value) => ({ value, name: value }))
    return inKubectlOrder(all, patch, original).map(({ value }) => ({
      value,
      name: original.includes(value) ? original.indexOf(value) : value,
    }))
  }

  #replaced(patch: readonly Json[]): readonly Json[] {
    if (!this.#differences.has('replacedList')) return patch
    return patch.filter((each) => {
      if (isJsonMap(each) && Object.keys(each).length === 1 && member(each, '$patch') === 'replace')
        return false
      if (hasInstruction(each)) throw new ModelRefusal('an instruction in a list that is replaced')
      return true
    })
  }

  #elements(original: readonly Json[], patch: readonly JsonMap[], kind: KeyedKind): readonly Named[] {
    const [key = ''] = kind.keys
    let server = original.map((value, index): Named => ({ value, name: index }))
    let replaces = false
    for (const each of patch) {
      const how = member(each, '$patch')
      if (how === 'replace') replaces = this.#isAboutList(each)
      else if (how === 'delete') {
        const gone = this.#names.keyOf(each, key)
        server = server.filter(({ value }) => !this.#names.isGone(value, gone, each, kind))
      } else if (how !== undefined) throw new ModelRefusal('unknown patch type')
    }
    const kept = patch.filter((each) => member(each, '$patch') === undefined)
    for (const each of patch) this.#names.checkFurther(each, kind)
    for (const each of kept) this.#names.keyOf(each, key)
    if (replaces && !this.#differences.has('new')) return kept.map((value) => ({ value, name: value }))
    if (replaces) server = []
    for (const { value } of server) this.#names.keyOf(value, key)
    return this.#mergeKept(server, kept, kind)
  }

  #mergeKept(server: readonly Named[], kept: readonly JsonMap[], kind: KeyedKind): readonly Named[] {
    const [key = ''] = kind.keys
    const isNew = this.#differences.has('new')
    const merged = [...server]
    const touched: unknown[] = []
    for (const each of kept) {
      const at = this.#names.partner(merged, each, kept, kind)
      const there = merged[at]
      const name = there?.name ?? each
      if (this.#differences.has('twice') && there !== undefined && touched.includes(name))
        throw new ModelRefusal('twice in the patch')
      touched.push(name)
      if (there !== undefined)
        merged[at] = { value: this.#mergeMap(there.value as JsonMap, each, kind.type), name }
      else merged.push({ value: isNew ? this.#mergeMap({}, each, kind.type) : each, name })
    }
    if (this.#differences.has('twins'))
      return inKubectlOrder(
        merged,
        touched,
        server.map(({ name }) => name),
      )
    const order = inKubectlOrder(
      merged.map((each) => ({ value: each as never, name: this.#names.keyOf(each.value, key) })),
      kept.map((each) => this.#names.keyOf(each, key)),
      server.map(({ value }) => this.#names.keyOf(value, key)),
    )
    return order.map(({ value }) => value as never)
  }

  #isAboutList(element: JsonMap): true {
    if (this.#differences.has('bothReplace') && Object.keys(element).length > 1)
      throw new ModelRefusal('"$patch: replace" beside other fields')
    return true
  }
}

function isReplacement(element: Json): boolean {
  return isJsonMap(element) && member(element, '$patch') === 'replace'
}

function hasInstruction(value: Json): boolean {
  if (!isJsonMap(value)) return Array.isArray(value) && value.some(hasInstruction)
  return Object.entries(value).some(([key, each]) => key.startsWith('$') || hasInstruction(each))
}
