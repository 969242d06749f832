import { wholeNumber } from '#lib/base/exact-number.ts'
import type { Json } from '#lib/base/json.ts'
import { ok, type Result } from '#lib/base/result.ts'

export type Calculation = 'add' | 'multiply' | 'at-least' | 'at-most'

/** What a field of resources counts, where its name says that it holds a quantity of Kubernetes. */
export type Measure = 'cpu' | 'bytes'

/** An exact number, `digits / 10^decimals`, of a unit of Kubernetes or of none. */
export type Amount = Decimal & { readonly unit: Unit; readonly isText: boolean }

type Decimal = { readonly digits: bigint; readonly decimals: number }

type Unit = '' | 'm' | 'k' | 'M' | 'G' | 'T' | 'P' | 'E' | 'Ki' | 'Mi' | 'Gi' | 'Ti' | 'Pi' | 'Ei'

/** From small to large, of 1024 and of 1000. */
const binary: readonly Unit[] = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const decimal: readonly Unit[] = ['k', 'M', 'G', 'T', 'P', 'E']

const named: readonly Unit[] = ['m', ...decimal, ...binary]

const pattern = /^(-?(?:0|[1-9][0-9]{0,18}))(?:\.([0-9]{1,9}))?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/

/**
 * A number, or text that is one, with a unit or without. Undefined for anything else, and for a number of so many digits
 * that it may have been rounded when it was read. Whether one of few digits was, only its text tells.
 */
export function readAmount(value: Json): Amount | undefined {
  if (typeof value === 'number' && !isExact(value)) return undefined
  if (typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'string') return undefined
  const [, whole, fraction = '', unit = ''] = pattern.exec(String(value)) ?? []
  if (whole === undefined) return undefined
  const digits = BigInt(whole + fraction)
  const isText = typeof value === 'string'
  return { digits, decimals: fraction.length, unit: unitOf(unit), isText }
}

function unitOf(text: string): Unit {
  return named.find((each) => each === text) ?? ''
}

/** Decimals of a double with more digits may be others than those in the document. */
const exactDigits = 15

function isExact(value: number): boolean {
  return Number.isSafeInteger(value) || String(value).replace(/\D/g, '').length <= exactDigits
}

/** The new value in place of another one, written as that one is; or why it cannot be told, as the end of a sentence. */
export function calculate(
  calculation: Calculation,
  there: Json,
  by: Json,
  measure?: Measure,
): Result<Json, string> {
  const [old, amount] = [readAmount(there), readAmount(by)]
  if (old === undefined) return no(`is ${nameOf(there)}`)
  if (amount === undefined) return no('cannot be changed by this amount')
  if (calculation === 'multiply') return spelled(product(old, amount), old, [old.unit], measure)
  if (!isComparable(old.unit, amount.unit, measure)) return no(unitsText(old.unit, amount.unit))
  const [a, b] = [baseOf(old), baseOf(amount)]
  if (calculation === 'add') return spelled(sum(a, b), old, [old.unit, amount.unit], measure)
  const isFine = calculation === 'at-least' ? compare(a, b) >= 0 : compare(a, b) <= 0
  if (isFine) return ok(there)
  // Text stays text: a variable or a label is never a number.
  return ok(old.isText ? String(by) : by)
}

const inexact = 'not known exactly, so nothing is calculated'
/** The result for a number that is not the one that is written. */
export const notExact: Result<Json, string> = { ok: false, error: `is ${inexact}` }

function no(error: string): Result<Json, string> {
  return { ok: false, error }
}

function nameOf(value: Json): string {
  if (typeof value === 'number' || typeof value === 'bigint') return inexact
  if (typeof value === 'string') return 'text, not a number'
  if (value === null) return 'empty, not a number'
  return `${typeof value === 'boolean' ? 'a boolean' : Array.isArray(value) ? 'a list' : 'a map'}, not a number`
}

/** `5m` may be minutes: only where a quantity stands do all units have one measure. Those of 1024 mean it anywhere. */
function isComparable(a: Unit, b: Unit, measure: Measure | undefined): boolean {
  return a === b || measure !== undefined || (isBinary(a) && isBinary(b))
}

function unitsText(old: Unit, amount: Unit): string {
  const text = (unit: Unit) => (unit === '' ? 'no unit' : `the unit ${unit}`)
  return `has ${text(old)} and the amount ${text(amount)}, which may not be of one measure`
}

function isBinary(unit: Unit): boolean {
  return unit.endsWith('i')
}

/** In the first of these units, or in a smaller one, in which it is as whole as what stood there. */
function spelled(
  base: Decimal,
  old: Amount,
  units: readonly Unit[],
  measure: Measure | undefined,
): Result<Json, string> {
  const all = [...units, ...smallerUnits(old.unit, measure)]
  const ways = all.map((unit) => ({ unit, ...trimmed(inUnit(base, unit)) }))
  const whole = ways.find(({ unit, decimals }) => decimals <= (unit === old.unit ? old.decimals : 0))
  const [own] = ways
  const way = whole ?? (old.decimals > 0 ? own : undefined)
  if (way === undefined)
    return no(
      old.unit === '' ? 'would not be a whole number any more' : `cannot be written exactly in ${old.unit}`,
    )
  if (way.digits > most || way.digits < -most - 1n) return no('would not fit into 64 bits')
  if (way.unit === '' && !old.isText) return numberOf(way)
  return ok(textOf(way) + way.unit)
}

const most = 2n ** 63n - 1n

function numberOf(way: Decimal): Result<Json, string> {
  if (way.decimals === 0) return ok(wholeNumber(way.digits))
  const value = Number(textOf(way))
  return isExact(value) ? ok(value) : no('would have more digits than can be kept exactly')
}

/** As Kubernetes writes a quantity: `1.5Gi` as `1536Mi`, one and a half processors as `1500m`. */
function smallerUnits(unit: Unit, measure: Measure | undefined): readonly Unit[] {
  if (isBinary(unit)) return binary.filter((_, at) => at < binary.indexOf(unit)).toReversed()
  if (measure === 'cpu' && unit === '') return ['m']
  if (measure !== 'bytes') return []
  return decimal.filter((_, at) => at < decimal.indexOf(unit)).toReversed()
}

function exponentOf(unit: Unit): number {
  if (unit === 'm') return -3
  return 3 * (decimal.indexOf(unit) + 1)
}

function baseOf({ unit, digits, decimals }: Amount): Decimal {
  if (isBinary(unit)) return { digits: digits * 1024n ** binaryPower(unit), decimals }
  return shifted({ digits, decimals }, exponentOf(unit))
}

/** A product is of the unit that stood there. */
function product(old: Amount, { digits, decimals }: Amount): Decimal {
  const base = baseOf(old)
  return { digits: base.digits * digits, decimals: base.decimals + decimals }
}

function inUnit(base: Decimal, unit: Unit): Decimal {
  if (!isBinary(unit)) return shifted(base, -exponentOf(unit))
  // 1/1024 has ten decimals.
  const tens = 10 * Number(binaryPower(unit))
  return { digits: base.digits * 5n ** BigInt(tens), decimals: base.decimals + tens }
}

function binaryPower(unit: Unit): bigint {
  return BigInt(binary.indexOf(unit) + 1)
}

function shifted({ digits, decimals }: Decimal, by: number): Decimal {
  const left = decimals - by
  return left >= 0 ? { digits, decimals: left } : { digits: digits * 10n ** BigInt(-left), decimals: 0 }
}

function sum(a: Decimal, b: Decimal): Decimal {
  const decimals = Math.max(a.decimals, b.decimals)
  return { digits: scaledTo(a, decimals).digits + scaledTo(b, decimals).digits, decimals }
}

function compare(a: Decimal, b: Decimal): number {
  const decimals = Math.max(a.decimals, b.decimals)
  const [one, other] = [scaledTo(a, decimals).digits, scaledTo(b, decimals).digits]
  return one < other ? -1 : one > other ? 1 : 0
}

function scaledTo({ digits, decimals }: Decimal, wanted: number): Decimal {
  return { digits: digits * 10n ** BigInt(wanted - decimals), decimals: wanted }
}

function trimmed({ digits, decimals }: Decimal): Decimal {
  let [rest, left] = [digits, decimals]
  while (left > 0 && rest % 10n === 0n) {
    rest /= 10n
    left -= 1
  }
  return { digits: rest, decimals: left }
}

function textOf({ digits, decimals }: Decimal): string {
  const sign = digits < 0n ? '-' : ''
  const text = String(digits < 0n ? -digits : digits).padStart(decimals + 1, '0')
  const at = text.length - decimals
  return decimals === 0 ? sign + text : `${sign}${text.slice(0, at)}.${text.slice(at)}`
}
