export const label = (name: string): string => `The desk of ${name}`;
