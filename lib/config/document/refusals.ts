import type { Scalar } from 'yaml'
import type { LoadedResource } from '#lib/config/document/document.ts'
import { eachScalar, type ScalarPlace } from '#lib/config/document/scalars.ts'
import { isNoNumber } from '#lib/config/document/surprises.ts'

/** A scalar that Kubernetes does not read as it is shown. */
export type Refusal = {
  readonly place: ScalarPlace
  /** Never with the text of a value that may be a secret. */
  readonly why: string
}

const yamlTag = 'tag:yaml.org,2002:'

/** What makes Kubernetes refuse the whole resource, or decode what is shown as it is written. */
export function refusalsOf({ document }: Pick<LoadedResource, 'document'>): Refusal[] {
  const found: Refusal[] = []
  eachScalar(document.contents, (scalar, place, isKey) => {
    const why = isKey ? undefined : whyRefused(scalar)
    if (why !== undefined) found.push({ place, why })
  })
  return found
}

function whyRefused({ type, tag, value, source = '' }: Scalar): string | undefined {
  if (tag === undefined) {
    const isPlain = type === 'PLAIN' && isNoNumber(source)
    return isPlain ? `Kubernetes refuses the whole document because of \`${source}\`` : undefined
  }
  const name = tag.startsWith(yamlTag) ? tag.slice(yamlTag.length) : ''
  if (name === 'binary' && isBase64(source))
    return 'Kubernetes decodes what has the tag !!binary; here it is shown and compared as it is written'
  const fits = Object.hasOwn(fitting, name) ? fitting[name] : undefined
  if (fits === undefined || fits(value, source)) return undefined
  return `Kubernetes refuses the whole document because this does not fit its tag !!${name}`
}

/** As go-yaml 2 decides it. */
const fitting: Readonly<Record<string, (value: unknown, text: string) => boolean>> = {
  binary: () => false,
  bool: (value) => typeof value === 'boolean',
  float: (value) => typeof value === 'number' || typeof value === 'bigint',
  int: (value) => typeof value === 'bigint' || Number.isInteger(value),
  null: (value) => value === null,
  timestamp: (_, text) =>
    /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)?)?$/.test(text),
}

function isBase64(text: string): boolean {
  const packed = text.replace(/[\r\n]/g, '')
  return packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed)
}
