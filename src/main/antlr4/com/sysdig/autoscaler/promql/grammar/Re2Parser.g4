parser grammar Re2Parser;

options { tokenVocab = Re2Lexer; }

pattern       : alternation EOF ;
alternation   : concatenation ( BAR concatenation )* ;
concatenation : repetition* ;
repetition    : FLAGS_ALONE | atom quantifier? ;
quantifier    : NONE_OR_MORE | ONE_OR_MORE | COUNT ;

atom
    : group
    | set
    | TEXT_EDGE
    | WORD_BOUNDARY
    | QUOTED
    | UNICODE_CLASS
    | PERL_CLASS
    | ESCAPE
    | CHARACTER
    ;

group : ( OPEN | OPEN_NAMED | OPEN_FLAGS ) alternation CLOSE ;

set       : ( SET_OPEN | SET_OPEN_BRACKET upTo ) item* SET_CLOSE ;
item      : NAMED_CLASS | UNICODE_CLASS | PERL_CLASS | character upTo ;
// A dash makes a range unless it comes last.
upTo      : DASH character | { _input.LA(1) != DASH || _input.LA(2) == SET_CLOSE }? ;
character : SET_CHARACTER | DASH | ESCAPE ;
