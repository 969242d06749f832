import type { ComponentType } from 'react'

/** An icon of the library, or one of ours that takes the same. */
export type IconType = ComponentType<{ size?: number; className?: string; 'aria-hidden'?: boolean }>

/** What a state is called and looks like: colour is never the only signal. */
export type StateLook = { readonly label: string; readonly Icon: IconType; readonly tint: string }
