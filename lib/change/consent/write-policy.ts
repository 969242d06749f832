import * as z from 'zod/mini'
import { count } from '#lib/base/plural.ts'
import type { CommitRefusal } from '#lib/change/model.ts'
import { dimensionsOf } from '#lib/confighub/dimensions.ts'

/** What whoever runs Hubdeck asks of a change. The server checks it, and the pages say it before. */
export const WritePolicy = z.object({
  /** The pattern of a ticket (RE2), of its whole text; empty when any will do. */
  ticketPattern: z.string(),
  isTicketRequired: z.boolean(),
  /** Above this many units their number is typed before they are written. */
  confirmAbove: z.int(),
  /** Labels of units or Spaces for which it is typed however few they are. */
  protectedBy: z.array(z.object({ label: z.string(), value: z.string() })),
  /** The Slug of the Space that keeps all records; empty when people choose one. */
  recordSpace: z.string(),
})
export type WritePolicy = z.infer<typeof WritePolicy>

export const openPolicy: WritePolicy = {
  ticketPattern: '',
  isTicketRequired: false,
  confirmAbove: 100,
  protectedBy: [],
  recordSpace: '',
}

type Refusal = { readonly code: CommitRefusal; readonly message: string }

/** Why a ticket will not do. `fits` is the pattern, applied to the whole text. */
export function ticketRefusal(
  ticket: string,
  { isTicketRequired, ticketPattern }: WritePolicy,
  fits: (text: string) => boolean,
): Refusal | undefined {
  if (ticket === '')
    return isTicketRequired
      ? { code: 'ticket-missing', message: 'Give the ticket of this change.' }
      : undefined
  if (ticketPattern === '' || fits(ticket)) return undefined
  return {
    code: 'ticket-unfit',
    message: `“${ticket}” is not a ticket here: it has to match ${ticketPattern}.`,
  }
}

/** Where a unit stands: its own labels and those of its Space, whose Slug may say its environment and region. */
export type Place = {
  readonly labels?: Readonly<Record<string, string>> | undefined
  readonly space: { readonly Slug: string; readonly Labels?: Readonly<Record<string, string>> | undefined }
}

export function isProtectedPlace({ labels, space }: Place, { protectedBy }: WritePolicy): boolean {
  const { environment = '', region = '' } = dimensionsOf({ Slug: space.Slug, ...labelsOf(space) })
  const derived: Readonly<Record<string, string>> = { Environment: environment, Region: region }
  return protectedBy.some(
    ({ label, value }) => labels?.[label] === value || (space.Labels?.[label] ?? derived[label]) === value,
  )
}

/** Why the number of units has to be typed; undefined where it need not be. */
export function confirmationReason(
  units: number,
  protectedUnits: number,
  { confirmAbove }: WritePolicy,
): string | undefined {
  if (protectedUnits > 0) {
    const which =
      protectedUnits === units
        ? units === 1
          ? 'The unit'
          : `All ${units.toLocaleString('en')} units`
        : `${protectedUnits.toLocaleString('en')} of ${count(units, 'unit')}`
    return `${which} ${protectedUnits === 1 ? 'is' : 'are'} in a protected place.`
  }
  return units > confirmAbove ? `These are more than ${count(confirmAbove, 'unit')}.` : undefined
}

export function confirmationRefusal(
  units: number,
  confirmed: number | undefined,
  why: string | undefined,
): Refusal | undefined {
  if (why === undefined || confirmed === units) return undefined
  return {
    code: 'confirmation-missing',
    message: `${why} Type how many units are to be written: ${units}. ${confirmed === undefined ? 'Nothing was typed' : `${confirmed} was typed`}, so nothing was written.`,
  }
}

function labelsOf({ Labels }: Place['space']): { Labels?: Record<string, string> } {
  return Labels === undefined ? {} : { Labels: { ...Labels } }
}
