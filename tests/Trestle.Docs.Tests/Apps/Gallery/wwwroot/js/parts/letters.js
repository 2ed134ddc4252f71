export const count = (text) => text.length;
