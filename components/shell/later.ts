export { HubNotes } from '#components/shell/hub-notes.tsx'
export { KeysDialog } from '#components/shell/keys-dialog.tsx'
export { Palette } from '#components/shell/palette.tsx'
export { ReadOnlyBadge } from '#components/shell/read-only-badge.tsx'
