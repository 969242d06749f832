import { isMap, isScalar } from 'yaml'
import { identityOf, type Resource } from '#lib/config/document/document.ts'
import { type NodeLike, type ParsedPair, valueReader } from '#lib/config/document/node-value.ts'
import type { Analysis } from '#lib/config/mask/analysis.ts'
import { knownScalars } from '#lib/config/mask/masked-text.ts'
import { nodesOf, scalarValue } from '#lib/config/mask/nodes.ts'
import { secretMatcher } from '#lib/config/mask/secret-matcher.ts'
import { type Fingerprint, maskSpans, tidySpans } from '#lib/config/mask/spans.ts'

/**
 * The resources of a text with everything secret in them masked: values, and names and keys in which a secret stands
 * again. What an alias brings is masked wherever it goes. The documents of the analysis are changed by it.
 */
export function maskedResources(
  { resources }: Extract<Analysis, { kind: 'read' }>,
  secrets: ReadonlySet<string>,
  fingerprint?: Fingerprint,
): Resource[] {
  const matcher = secretMatcher(secrets)
  const masked = (text: string) => maskSpans(text, tidySpans(text, matcher(text)), fingerprint)
  return resources.map((each) => {
    const { document, index } = each.resource
    for (const scalar of knownScalars(each, matcher)) scalar.node.value = scalarValue(scalar, fingerprint)
    maskKeys(document.contents, masked)
    const value = valueReader(document).valueOf(document.contents)
    return { index, ...identityOf(value), value }
  })
}

function maskKeys(root: NodeLike, masked: (text: string) => string): void {
  for (const node of nodesOf(root)) {
    if (!isMap(node)) continue
    for (const { key } of node.items as ParsedPair[]) {
      if (isScalar(key) && typeof key.value === 'string' && key.value.length >= 6)
        key.value = masked(key.value)
    }
  }
}
