type Answers<Key, Answer> = {
  get: (key: Key) => Answer | undefined
  set: (key: Key, answer: Answer) => unknown
}

/** The same function, which computes each answer once. `answers` keeps them, for as long as it lives. */
export function remembered<Key, Answer extends string | number | object>(
  compute: (key: Key) => Answer,
  answers: Answers<Key, Answer> = new Map<Key, Answer>(),
): (key: Key) => Answer {
  return (key) => {
    const known = answers.get(key)
    if (known !== undefined) return known
    const answer = compute(key)
    answers.set(key, answer)
    return answer
  }
}
