export const done = "slowly";
