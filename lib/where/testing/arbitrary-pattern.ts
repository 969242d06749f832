import fc from 'fast-check'

// Few characters, so that patterns and values meet; letters with cases of their own.
const letters = 'aAbBkKsSiIéÉßſıİσςΣ1 -_./%]日🚀\u212a'
export const letter = fc.constantFrom(...letters)

const inClass = fc.oneof(
  letter.filter((one) => one !== ']' && one !== '-'),
  fc.constantFrom('a-c', 'A-Z', '0-9', 'à-ü', '[', '^', '$', '(', '|', '.'),
)
const characterClass = fc
  .tuple(
    fc.constantFrom('[', '[^'),
    fc.constantFrom('', ']', '-'),
    fc.array(inClass, { maxLength: 3 }),
    fc.constantFrom('', '-'),
  )
  // Something other than ^ has to come first, or it would negate.
  .map(
    ([open, first, parts, last]) =>
      `${open}${first === '' && last === '' ? 'b' : first}${parts.join('')}${last}]`,
  )
  // `[.` inside a class would begin a name.
  .filter((text) => !/\[[.:=]/.test(text.slice(1)))

const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,}', '{0,2}')

/** Regular expressions of the portable subset (contract 6.1). */
export const regularExpression: fc.Arbitrary<string> = fc.letrec<{
  choice: string
  branch: string
  atom: string
}>((tie) => ({
  choice: fc.array(tie('branch'), { minLength: 1, maxLength: 2 }).map((branches) => branches.join('|')),
  branch: fc.array(tie('atom'), { maxLength: 3 }).map((atoms) => atoms.join('')),
  atom: fc.oneof(
    { maxDepth: 2 },
    fc.tuple(fc.oneof(letter, fc.constantFrom('.', '[{]', '[}]')), quantifier).map((parts) => parts.join('')),
    fc.tuple(characterClass, quantifier).map((parts) => parts.join('')),
    fc.constantFrom('^', '$'),
    fc.tuple(tie('choice'), quantifier).map(([choice, times]) => `(${choice})${times}`),
  ),
})).choice

export const likePattern: fc.Arbitrary<string> = fc
  .array(fc.oneof(letter, fc.constantFrom('%', '_', '%')), { maxLength: 6 })
  .map((parts) => parts.join(''))
