;; The example runs as it stands.
;command examples/amb.clj
;=> triples:    ([3 4 5] [5 12 13] [6 8 10] [8 15 17] [9 12 15] [12 16 20])
;=> queens:     4 for 6, [0 4 7 5 2 6 1 3] for 8
;=> colourings: 18 with 3 colours, 0 with 2
;=> {:nsw :red, :nt :red, :q :green, :sa :blue, :t :red, :v :green, :wa :green}
;gc-stress-every 1000 millions of calls
