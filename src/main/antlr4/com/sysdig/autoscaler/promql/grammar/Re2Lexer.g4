// The regular expressions of Prometheus: RE2 in the form of Go's regexp/syntax with Perl's classes.
lexer grammar Re2Lexer;

tokens { UNICODE_CLASS, PERL_CLASS, ESCAPE, STRAY }

OPEN        : '(' ;
OPEN_NAMED  : '(?' 'P'? '<' [A-Za-z0-9_]+ '>' ;
OPEN_FLAGS  : '(?' FLAGS ':' ;
FLAGS_ALONE : '(?' FLAGS ')' ;
BAD_GROUP   : '(?' -> type(STRAY) ;
CLOSE       : ')' ;
BAR         : '|' ;

NONE_OR_MORE : ( '*' | '?' ) '?'? ;
ONE_OR_MORE  : '+' '?'? ;
COUNT        : '{' INTEGER ( ',' INTEGER? )? '}' '?'? ;

TEXT_EDGE     : '^' | '$' | '\\A' | '\\z' | '\\B' ;
WORD_BOUNDARY : '\\b' ;

// A bracket that comes first in a set is one of its characters.
SET_OPEN         : '[' '^'? -> pushMode(SET) ;
SET_OPEN_BRACKET : '[' '^'? ']' -> pushMode(SET) ;

QUOTED : '\\Q' .*? ( '\\E' | EOF ) ;

PLAIN_UNICODE : UNICODE_TEXT -> type(UNICODE_CLASS) ;
PLAIN_PERL    : PERL_TEXT -> type(PERL_CLASS) ;
PLAIN_ESCAPE  : ESCAPE_TEXT -> type(ESCAPE) ;
CHARACTER     : ~'\\' ;
PLAIN_STRAY   : . -> type(STRAY) ;

fragment FLAGS        : [imsU]* ( '-' [imsU]+ )? ;
fragment INTEGER      : '0' | [1-9] [0-9]* ;
fragment UNICODE_TEXT : '\\' [pP] ( '{' ~'}'* '}' | ~'{' ) ;
fragment PERL_TEXT    : '\\' [dDsSwW] ;
fragment HEX_DIGIT    : [0-9A-Fa-f] ;
fragment ESCAPE_TEXT
    : '\\' ( [afnrtv]
           | [\u0000-/:-@[-`{-\u007F]
           | [1-7] [0-7] [0-7]?
           | '0' ( [0-7] [0-7]? )?
           | 'x' HEX_DIGIT HEX_DIGIT
           | 'x{' HEX_DIGIT+ '}'
           )
    ;

mode SET;

SET_CLOSE     : ']' -> popMode ;
NAMED_CLASS   : '[:' .*? ':]' ;
DASH          : '-' ;
SET_UNICODE   : UNICODE_TEXT -> type(UNICODE_CLASS) ;
SET_PERL      : PERL_TEXT -> type(PERL_CLASS) ;
SET_ESCAPE    : ESCAPE_TEXT -> type(ESCAPE) ;
SET_CHARACTER : ~[\\\]] ;
SET_STRAY     : . -> type(STRAY) ;
