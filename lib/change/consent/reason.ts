/** The reason travels in a query string, whose length is limited. */
const maxEncoded = 3000

/** These characters are invisible. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{C}\p{M}\u2800]/gu

/** Control characters, those that change the writing direction, and those that hide text inside text. */
const deceptive = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u

const names: Readonly<Record<number, string>> = {
  1564: 'Arabic letter mark',
  8206: 'left-to-right mark',
  8207: 'right-to-left mark',
  8232: 'line separator',
  8233: 'paragraph separator',
  8234: 'left-to-right embedding',
  8235: 'right-to-left embedding',
  8236: 'pop directional formatting',
  8237: 'left-to-right override',
  8238: 'right-to-left override',
  8294: 'left-to-right isolate',
  8295: 'right-to-left isolate',
  8296: 'first strong isolate',
  8297: 'pop directional isolate',
}

export type TextProblem = {
  readonly code: 'reason-missing' | 'reason-too-long' | 'reason-senseless' | 'text-deceptive'
  readonly message: string
}

/** Why a text is not acceptable as a reason; browser and server share this check. */
export function reasonProblem(reason: string): TextProblem | undefined {
  if (reason.replace(unseen, '') === '') {
    const message =
      reason.trim() === ''
        ? 'Say why: the reason is kept in the record.'
        : 'The reason has no visible characters. Say why: it is kept in the record.'
    return { code: 'reason-missing', message }
  }
  if (encodeURIComponent(reason.toWellFormed()).length > maxEncoded) {
    const message = 'The reason is too long. Keep it to about 1,000 characters, and link the rest.'
    return { code: 'reason-too-long', message }
  }
  // Line breaks and tabs are visible as layout.
  return deceptiveProblem(
    'The reason',
    reason.replace(/\r\n|[\n\t]/g, (layout) => ' '.repeat(layout.length)),
  )
}

export function ticketProblem(ticket: string): TextProblem | undefined {
  return deceptiveProblem('The ticket', ticket)
}

function deceptiveProblem(what: string, text: string): TextProblem | undefined {
  const found = deceptive.exec(text)
  const code = found?.[0].codePointAt(0)
  if (found === null || code === undefined) return undefined
  const hex = code.toString(16).toUpperCase().padStart(4, '0')
  const name = names[code] ?? (code < 0xa0 ? 'a control character' : 'an invisible tag')
  const message =
    `${what} contains an invisible character that can make the text read differently: ` +
    `U+${hex} (${name}) at position ${found.index + 1}. Remove it, or retype the text.`
  return { code: 'text-deceptive', message }
}
