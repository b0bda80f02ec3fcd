// 2,048 English words to draw passphrases from (BIP-39 list).
export { wordlist as words } from "@scure/bip39/wordlists/english.js";
