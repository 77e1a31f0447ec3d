export const proofFormats = ['text', 'json', 'markdown'] as const;
export type ProofFormat = (typeof proofFormats)[number];
