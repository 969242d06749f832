/** Powers of two and ten behind the suffixes of Kubernetes quantities. */
const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const decimal = ['m', '', 'k', 'M', 'G', 'T', 'P', 'E']
const pattern = /^([+-]?)(\d+)(?:\.(\d+))?(?:([KMGTPE]i)|([mkMGTPE])|[eE]([-+]?\d{1,3}))?$/

type Fraction = { readonly over: bigint; readonly under: bigint }

/** Exact value of a quantity (`500m`, `1.5Gi`, `2e3`); undefined when the text is not a quantity. */
function fractionOf(text: string): Fraction | undefined {
  const match = pattern.exec(text)
  if (match === null) return undefined
  const [, sign, whole = '', places = '', two, ten, exponent] = match
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${places}`)
  const under = 10n ** BigInt(places.length)
  if (two !== undefined) return { over: digits * 1024n ** BigInt(binary.indexOf(two) + 1), under }
  const power = exponent === undefined ? (decimal.indexOf(ten ?? '') - 1) * 3 : Number(exponent)
  return power < 0
    ? { over: digits, under: under * 10n ** BigInt(-power) }
    : { over: digits * 10n ** BigInt(power), under }
}

/** Negative, 0 or positive; undefined when either is not a quantity. */
export function compareQuantities(a: string, b: string): number | undefined {
  const left = fractionOf(a)
  const right = fractionOf(b)
  if (left === undefined || right === undefined) return undefined
  const difference = left.over * right.under - right.over * left.under
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
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
