const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
/** Suffixes by their power of 1,000, from a billionth on. */
const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const pattern = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:([KMGTPE]i)|([numkMGTPE])|[eE]([-+]?\d{1,3}))?$/

const nano = 1_000_000_000n
/** The largest quantity that Kubernetes keeps, in whole units; anything above becomes this one. */
const most = 2n ** 63n - 1n
const maxLength = 100

/**
 * A quantity (`500m`, `1.5Gi`, `2e3`) in billionths, the smallest part that Kubernetes keeps: anything smaller is rounded
 * away from zero. Undefined when the text is not a quantity (apimachinery's resource.ParseQuantity).
 */
export function nanosOf(text: string): bigint | undefined {
  const match = text.length > maxLength ? null : pattern.exec(text)
  if (match === null) return undefined
  const [, sign, whole = '0', places = '', onlyPlaces, two, ten, exponent] = match
  const fraction = onlyPlaces ?? places
  const digits = BigInt(`${whole}${fraction}`) * nano
  const power = exponent === undefined ? (decimal.indexOf(ten ?? '') - 3) * 3 : Number(exponent)
  const scale = (two === undefined ? power : 0) - fraction.length
  const size = digits * (two === undefined ? 1n : 1024n ** BigInt(binary.indexOf(two) + 1))
  const nanos = scale >= 0 ? size * 10n ** BigInt(scale) : dividedUp(size, 10n ** BigInt(-scale))
  const kept = nanos > most * nano ? most * nano : nanos
  return sign === '-' ? -kept : kept
}

function dividedUp(over: bigint, under: bigint): bigint {
  return (over + under - 1n) / under
}

/** Negative, 0 or positive; undefined when either is not a quantity. */
export function compareQuantities(a: string, b: string): number | undefined {
  const [left, right] = [nanosOf(a), nanosOf(b)]
  if (left === undefined || right === undefined) return undefined
  return left < right ? -1 : left > right ? 1 : 0
}

/** A quantity in CEL expressions, with the comparisons and arithmetic of Kubernetes' CEL library. */
export class Quantity {
  readonly nanos: bigint

  constructor(nanos: bigint) {
    this.nanos = nanos
  }

  static of(text: string): Quantity {
    const nanos = nanosOf(text)
    if (nanos === undefined) throw new Error(`${JSON.stringify(text.slice(0, maxLength))} is not a quantity`)
    return new Quantity(nanos)
  }

  plus(other: Quantity | bigint): Quantity {
    return new Quantity(this.nanos + nanosIn(other))
  }

  minus(other: Quantity | bigint): Quantity {
    return new Quantity(this.nanos - nanosIn(other))
  }

  compareTo(other: Quantity): bigint {
    return this.nanos < other.nanos ? -1n : this.nanos > other.nanos ? 1n : 0n
  }

  get isInteger(): boolean {
    const whole = this.nanos / nano
    return this.nanos % nano === 0n && whole <= most && whole >= -most - 1n
  }

  asInteger(): bigint {
    if (!this.isInteger) throw new Error(`the quantity ${this} is not an integer of 64 bits`)
    return this.nanos / nano
  }

  asNumber(): number {
    return Number(this.toString())
  }

  /** In whole units, without a suffix. */
  toString(): string {
    const [size, sign] = this.nanos < 0n ? [-this.nanos, '-'] : [this.nanos, '']
    const fraction = String(size % nano)
      .padStart(9, '0')
      .replace(/0+$/, '')
    return `${sign}${size / nano}${fraction === '' ? '' : `.${fraction}`}`
  }
}

function nanosIn(amount: Quantity | bigint): bigint {
  return amount instanceof Quantity ? amount.nanos : amount * nano
}

/** A quantity times a whole number, in the suffix it had. */
export function timesQuantity(text: string, factor: number): string {
  const match = /^(\d+)(?:\.(\d+))?(.*)$/.exec(text)
  if (match === null) return text
  const [, whole = '', places = '', suffix = ''] = match
  const product = String(BigInt(whole + places) * BigInt(factor)).padStart(places.length + 1, '0')
  if (places === '') return product + suffix
  const point = product.length - places.length
  const fraction = product.slice(point).replace(/0+$/, '')
  return product.slice(0, point) + (fraction === '' ? '' : `.${fraction}`) + suffix
}
