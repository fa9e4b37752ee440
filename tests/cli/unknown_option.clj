; An unknown option is wrong usage, with a suggestion.
;command --versoin
;! norn: unknown option --versoin; did you mean --version?
;! norn --help lists the options.
;exit 2
