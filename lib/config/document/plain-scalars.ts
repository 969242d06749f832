import type { ScalarTag } from 'yaml'
import { doubleNumber, wholeFromText, wholeNumber } from '#lib/base/exact-number.ts'
import type { Json } from '#lib/base/json.ts'

// What a plain scalar means (docs/values.md). Kubernetes reads manifests with sigs.k8s.io/yaml, whose parser is
// go-yaml 2: mostly YAML 1.1, without its sexagesimal numbers, and times stay text. Documents of other kinds are read
// by the core schema of YAML 1.2.

const yes = /^(?:y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE)$/
const boolean = /^(?:y|Y|n|N|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|true|True|TRUE|false|False|FALSE)$/
const nothing = /^(?:~|null|Null|NULL)?$/
// Underscores may be anywhere in a number except at its start.
const integer =
  /^(?:[-+]_*)?(?:0_*[xX]_*[0-9a-fA-F][0-9a-fA-F_]*|0_*[oO]_*[0-7][0-7_]*|0_*[bB]_*[01][01_]*|[0-9][0-9_]*)$/
const fraction =
  /^(?:[-+]_*(?=[.0-9])(?:\._*[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE]_*(?:[-+]_*)?[0-9][0-9_]*)?$/
// A number that begins with its dot is stricter about underscores.
const pointed = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/
const number = new RegExp(`${integer.source}|${fraction.source}|${pointed.source}`)

/** The tags of plain scalars as Kubernetes reads them, for the parser. */
export const kubernetesTags: readonly ScalarTag[] = [
  { default: true, tag: 'tag:yaml.org,2002:null', test: nothing, resolve: () => null },
  { default: true, tag: 'tag:yaml.org,2002:bool', test: boolean, resolve: (text) => yes.test(text) },
  { default: true, tag: 'tag:yaml.org,2002:int', test: integer, resolve: kubernetesNumber },
  { default: true, tag: 'tag:yaml.org,2002:float', test: number, resolve: kubernetesNumber },
]

/** A number that is too large for its notation is text. */
function kubernetesNumber(text: string): number | bigint | string {
  const plain = text.replaceAll('_', '')
  const [, sign = '', base = '', digits = ''] =
    /^([-+]?)(0[xX]|0[oO]|0[bB]|0(?=[0-7]+$))?(.*)$/.exec(plain) ?? []
  if (base === '') return decimalNumber(plain) ?? text
  const significant = digits.replace(/^0+(?=.)/, '')
  if (significant.length <= 64) {
    const magnitude = BigInt(`${base === '0' ? '0o' : base}${significant}`)
    const value = sign === '-' ? -magnitude : magnitude
    const is64 = BigInt.asIntN(64, value) === value || (sign === '' && BigInt.asUintN(64, value) === value)
    if (is64) return wholeNumber(value)
  }
  return (base === '0' ? decimalNumber(plain) : undefined) ?? text
}

/** Undefined beyond the range of a double. */
function decimalNumber(plain: string): number | bigint | undefined {
  const value = /^[-+]?[0-9]+$/.test(plain) ? wholeFromText(plain) : doubleNumber(Number(plain))
  return typeof value === 'bigint' || Number.isFinite(value) ? value : undefined
}

/** A plain scalar by the core schema of YAML 1.2, except that `0644` is octal, as in a file mode. */
export function coreScalar(text: string): Json {
  if (nothing.test(text)) return null
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) return yes.test(text)
  if (/^(?:[-+]?0[0-7]+|0o[0-7]+|0x[0-9a-fA-F]+)$/.test(text)) return kubernetesNumber(text)
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text))
    return decimalNumber(text) ?? text
  return text
}

/** The name of a key that Kubernetes reads as a boolean or a number: `on` is `true`, `0x10` is `16`. */
export function keyName(value: boolean | number | bigint, source: string): string {
  return typeof value === 'number' && !integer.test(source) ? singleText(value) : String(value)
}

/** A fraction as Go prints it in single precision, in its shortest form. */
function singleText(value: number): string {
  const single = Math.fround(value)
  let digits = 1
  while (digits < 9 && Math.fround(Number(single.toPrecision(digits))) !== single) digits += 1
  if (!Number.isFinite(single)) return single < 0 ? '-.inf' : '.inf'
  const near = Number(single.toPrecision(digits))
  const [mantissa = '0', exponent = '0'] = near.toExponential().split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 6) return String(near)
  const sign = power < 0 ? '-' : '+'
  return `${mantissa}e${sign}${String(Math.abs(power)).padStart(2, '0')}`
}
