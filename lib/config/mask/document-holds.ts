/** Whether a document contains a Secret in any spelling, including one whose kind is an alias, or a template of one. */
export type Holds = 'secret' | 'template' | 'none'

function holdsOf(document: string): Holds {
  if (!/secret/i.test(document)) return 'none'
  const kind =
    /kind\\*["']?[ \t]*[:=][ \t]*(?:[&!][^\s"']{1,64}[ \t]+)?\\*["']?(\w{0,24})secret(?:list)?(?![\w-])/gi
  const kinds = [...document.matchAll(kind)].map(([, before = '']) => before)
  if (kinds.includes('')) return 'secret'
  if (kinds.length > 0) return 'template'
  const isAlias = /kind\\*["']?[ \t]*:[ \t]*\*/.test(document)
  return isAlias && /[ \t]["']?secret(?:list)?["']?(?![\w-])/i.test(document) ? 'secret' : 'none'
}

/** The contents of the document from an offset to the next `---`. */
export function documentHolds(text: string, from: number): Holds {
  const end = text.indexOf('\n---', from)
  return holdsOf(text.slice(from, end < 0 ? text.length : end))
}
