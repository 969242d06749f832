import { isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import type { KubectlDifference } from '#lib/config/testing/kubectl-differences.ts'
import { keyOf, ModelRefusal, type Named } from '#lib/config/testing/kubectl-order.ts'
import type { FieldKind } from '#lib/config/testing/kubernetes-fields.ts'

export type KeyedKind = Extract<FieldKind, { kind: 'list' }>

/** Which elements of a patch, of a document and of an order are the same. */
export class ElementNames {
  readonly #differences: ReadonlySet<KubectlDifference>

  constructor(differences: ReadonlySet<KubectlDifference>) {
    this.#differences = differences
  }

  keyOf(element: Json, key: string): Json {
    const name = keyOf(element, key)
    if (this.#differences.has('noKey') && (typeof name === 'object' || typeof name === 'boolean'))
      throw new ModelRefusal('the merge key is no scalar')
    return this.#differences.has('keyType') ? String(name) : name
  }

  checkFurther(element: JsonMap, { keys: [, further = ''] }: KeyedKind): void {
    const value = member(element, further) ?? null
    if (value === null || !this.#differences.has('noKey')) return
    if (typeof value === 'object' || typeof value === 'boolean')
      throw new ModelRefusal('a further key is no scalar')
  }

  checkOrder(patched: readonly Json[], names: readonly Json[], key: string | undefined): void {
    if (patched.length === 0 || names.length === 0) return
    if (key !== undefined && !patched.every(isJsonMap)) throw new ModelRefusal('an element is no map')
    const kept = patched.filter((each) => this.#isOrdered(each))
    const told = kept.filter((each, index) => !this.#isAgain(each, kept[index - 1], key))
    let next = 0
    for (const name of names) {
      while (hasMark(told[next])) next += 1
      const each = told[next]
      if (each === undefined) return
      if (this.#isNamed(each, name, key)) next += 1
    }
    // An instruction behind what the order names counts as an element that it does not name.
    if (next < told.length) throw new ModelRefusal('the order does not match')
  }

  #isNamed(element: Json, name: Json, key: string | undefined): boolean {
    if (key !== undefined) return this.keyOf(element, key) === this.keyOf(name, key)
    if (isJsonMap(element) && isJsonMap(name)) throw new ModelRefusal('kubectl panics')
    return element === name
  }

  #isOrdered(element: Json): boolean {
    const how = isJsonMap(element) ? member(element, '$patch') : undefined
    return how === undefined || (how !== 'delete' && !this.#differences.has('replaced'))
  }

  /** Two ports of one number have one name in the order. */
  #isAgain(element: Json, before: Json | undefined, key: string | undefined): boolean {
    if (!this.#differences.has('keys') || key === undefined || before === undefined) return false
    return !hasMark(element) && !hasMark(before) && this.keyOf(element, key) === this.keyOf(before, key)
  }

  isGone(value: Json, gone: Json, element: JsonMap, kind: KeyedKind): boolean {
    const [key = '', second] = kind.keys
    if (!isJsonMap(value) || this.keyOf(value, key) !== gone) return false
    if (!this.#differences.has('keys') || second === undefined) return true
    return !says(element, second) || member(element, second) === secondOf(value, second)
  }

  /** The index of the element that is meant, or -1. */
  partner(merged: readonly Named[], element: JsonMap, kept: readonly JsonMap[], kind: KeyedKind): number {
    const [key = '', second] = kind.keys
    const name = this.keyOf(element, key)
    const isSame = ({ value }: Named) => isJsonMap(value) && this.keyOf(value, key) === name
    if (this.#differences.has('lastVariable') && kind.type === 'Variable') return merged.findLastIndex(isSame)
    if (!this.#differences.has('keys') || second === undefined) return merged.findIndex(isSame)
    const exact = merged.findIndex(
      (each) => isSame(each) && secondOf(each.value as JsonMap, second) === secondOf(element, second),
    )
    const isAlone = kept.filter((each) => this.keyOf(each, key) === name).length === 1
    const saysWhich = second === 'protocol' && says(element, second)
    if (exact >= 0 || !isAlone || saysWhich) return exact
    if (merged.filter(isSame).length > 1) throw new ModelRefusal('may be any of several')
    return merged.findIndex(isSame)
  }
}

function says(element: JsonMap, key: string): boolean {
  return (member(element, key) ?? null) !== null
}

/** A port without protocol is one of TCP. */
function secondOf(element: JsonMap, key: string): Json | undefined {
  return member(element, key) ?? (key === 'protocol' ? 'TCP' : undefined)
}

function hasMark(element: Json | undefined): boolean {
  return isJsonMap(element) && member(element, '$patch') !== undefined
}
