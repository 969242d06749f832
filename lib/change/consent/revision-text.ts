type Said = { readonly reason: string; readonly ticket?: string | undefined }

/** What every revision of a change says: its reason, and the ticket that it is written for. */
export function revisionText({ reason, ticket = '' }: Said): string {
  return ticket === '' || reason.includes(ticket) ? reason : `${reason}\n\nTicket: ${ticket}`
}

/** Whether a revision says what its change says. Before tickets were written there, it was the reason alone. */
export function saysTheSame(description: string, said: Said): boolean {
  return description === revisionText(said) || description === said.reason
}
