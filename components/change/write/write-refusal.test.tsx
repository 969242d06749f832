import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { WriteRefusal } from '#components/change/write/write-refusal.tsx'
import { ConfigHubError } from '#lib/confighub/error.ts'

const message = '16 units may be written only with the approval of another person.'
const shown = (error: unknown) =>
  renderToStaticMarkup(<WriteRefusal error={error} onPreview={undefined} />).replace(/<[^>]*>/g, ' ')

describe('WriteRefusal', () => {
  it.each([
    [
      'an answer',
      new ConfigHubError({ status: 422, code: 'approval-missing', message, operation: 'POST /x' }),
    ],
    ['an event of the stream', { event: 'error', status: 422, code: 'approval-missing', message }],
  ])('says why nothing was written, in the words of the refusal: %s', (_, error) => {
    expect(shown(error)).toContain(message)
    expect(shown(error)).toContain('What you typed and ticked is kept.')
    expect(shown(error)).not.toContain('The reason below')
  })
})
